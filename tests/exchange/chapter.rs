//! The chapter on sheets: what it shows works as it says.

use std::fs;

use tallybook::incident::{Input, load};
use tallybook::session::Chapter;

use crate::program::run_in;
use crate::readme::blocks;

#[test]
fn the_chapter_on_sheets_shows_what_works() {
    let text = Chapter::named("sheets").expect("the chapter").text;
    let folder = std::env::temp_dir().join(format!("tallybook-sheets-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("opfer.csv"), blocks(text, "csv")[0]).expect("the sheet");
    fs::write(folder.join("opfer.json"), blocks(text, "json")[0]).expect("the mapping");
    let mut commands = 0;
    for line in blocks(text, "console").join("").lines() {
        let command = line.strip_prefix("$ tallybook ").expect("a command a line");
        let ran = run_in(
            &folder,
            &shlex::split(command).expect("quotes that close"),
            "",
        );
        assert_eq!(ran.status, 0, "{command}: {}", ran.stderr);
        assert!(
            !ran.stderr.contains("rejected"),
            "{command}: {}",
            ran.stderr
        );
        commands += 1;
    }
    assert_eq!(commands, 6);
    let text = fs::read_to_string(folder.join("opfer-casebook.json")).expect("a casebook");
    let casebook = load(vec![Input::new("a.json", text)]).expect("valid");
    let claims = casebook.incidents[0].claims.iter();
    let says: Vec<String> = claims.map(|claim| claim.says.to_string()).collect();
    assert_eq!(
        says,
        ["at least 10", "about 20", "10-15", "dozens", "at least 10"]
    );
    fs::remove_dir_all(&folder).expect("the folder");
}
