//! What the chapter on coding shows is so: its examples stand in the built-in casebooks, its
//! variations load, its tables hold the numbers that come out, and every word in code is known.

mod outcome;
mod text;
mod words;

use serde_json::Value;
use tallybook::session::{CHAPTERS, Chapter};

use crate::program::{root, run, run_in};
use crate::sessions::replay;
use outcome::{Coded, shown_in};
use text::{Example, Kind, Part};

fn chapter() -> &'static str {
    Chapter::named("coding").expect("a chapter").text
}

#[test]
fn a_chapter_is_printed_as_it_stands_in_its_file() {
    for chapter in CHAPTERS {
        let file = format!("src/session/chapters/{}.md", chapter.name);
        let kept = std::fs::read_to_string(root().join(file)).expect("the file of the chapter");
        for form in ["text", "markdown", "csv", "json", "html"] {
            let ran = run(
                &["doc", chapter.name, "--format", form].map(str::to_owned),
                "",
            );
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{form}");
            assert_eq!(ran.stdout, kept, "{form}");
        }
        assert!(kept.starts_with("# "), "{}", chapter.name);
        for line in kept.lines() {
            assert!(line.chars().count() <= 100, "{}: {line}", chapter.name);
            assert_eq!(tallybook::table::visible_lines(line), line);
        }
    }
}

#[test]
fn a_chapter_is_the_same_in_the_session() {
    for chapter in CHAPTERS {
        let asked = format!("tallybook> :help {}\n", chapter.name);
        assert_eq!(replay(&asked, "no folder"), asked.clone() + chapter.text);
    }
}

#[test]
fn a_chapter_hides_no_entry_of_the_manual() {
    let host = tallybook::script::Host::new(tallybook::script::Limits::default());
    for (at, chapter) in CHAPTERS.iter().enumerate() {
        assert!(
            host.manual().lookup(chapter.name).is_none(),
            "{}",
            chapter.name
        );
        assert!(
            !CHAPTERS[..at]
                .iter()
                .any(|other| other.name == chapter.name)
        );
        // Words are hints: what they hide would never be read.
        for word in chapter.words {
            let is_known = host.manual().lookup(word).is_some();
            assert!(!is_known && Chapter::named(word).is_none(), "{word}");
            let answering = CHAPTERS.iter().filter(|of| of.words.contains(word));
            assert_eq!(answering.count(), 1, "{word}");
        }
    }
}

#[test]
fn a_word_that_a_chapter_answers_to_leads_there() {
    for word in ["mapping", "import", "export", "template"] {
        let ran = run(&["doc", word].map(str::to_owned), "");
        assert_eq!(ran.status, 2);
        let hint = "hint: the chapter `sheets` tells of it: `tallybook doc sheets`";
        assert!(ran.stderr.contains(hint), "{}", ran.stderr);
    }
}

#[test]
fn a_name_that_is_nearly_a_chapter_is_told() {
    let ran = run(&["doc", "codin"].map(str::to_owned), "");
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("did you mean `coding`?"),
        "{}",
        ran.stderr
    );
    let ran = run(&["doc"].map(str::to_owned), "");
    assert!(
        ran.stdout.contains("`tallybook doc coding`"),
        "{}",
        ran.stdout
    );
}

/// What the chapter must speak of: a choice, by a word of its heading.
const CHOICES: [&str; 17] = [
    "`by` or `via`",
    "`draws_on` or `repeats`",
    "`part_of` or `voice_of`",
    "`updates`, or a second claim",
    "`covers`",
    "`as_of`",
    "`heard_by`",
    "`derived`",
    "`maybe_same_as`",
    "swaps the sides",
    "Ten pages, one ministry",
    "Names, and no count",
    "a range",
    "an increment",
    "no claim",
    "`private`",
    "ids may be left out",
];

#[test]
fn every_choice_has_its_rule_and_its_example() {
    let parts = text::parts(chapter());
    let mut sections: Vec<(&str, usize, bool)> = vec![("the beginning", 0, false)];
    let mut listed = Vec::new();
    for part in &parts {
        match part {
            Part::Heading(heading) => sections.push((heading.as_str(), 0, false)),
            Part::Example(_) => sections.last_mut().expect("a heading").1 += 1,
            Part::Prose(prose) => {
                let section = sections.last_mut().expect("a heading");
                section.2 |= prose.starts_with("**Rule of thumb.** ");
                if section.0 == "The choices" {
                    listed.extend(prose.split("- ").skip(1).map(|item| item.trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    let told = |(heading, examples, rule): &(&str, usize, bool)| {
        rule.then(|| {
            assert!(*examples > 0, "`{heading}` has no example");
            (*heading).to_owned()
        })
    };
    let told: Vec<String> = sections.iter().filter_map(told).collect();
    assert_eq!(listed, told);
    for (heading, choice) in told.iter().zip(CHOICES) {
        assert!(heading.contains(choice), "{heading}: {choice}");
    }
    assert_eq!(told.len(), CHOICES.len());
}

#[test]
fn examples_stand_in_the_casebooks() {
    let mut count = 0;
    for example in examples().filter(|example| example.kind == Kind::Example) {
        let mut casebook = outcome::casebook(&example.casebook);
        let found = outcome::find(&mut casebook, &example).clone();
        if let Err(difference) = shown_in(&example.object, &found) {
            panic!("{}: {difference}", example.id);
        }
        count += 1;
    }
    assert!(count >= 17, "{count} examples");
}

#[test]
fn variations_change_something_and_load_unless_they_say_that_they_do_not() {
    let mut count = 0;
    for example in examples().filter(|example| example.kind != Kind::Example) {
        let mut casebook = outcome::casebook(&example.casebook);
        let found = outcome::find(&mut casebook, &example).clone();
        for (key, value) in example.object.as_object().expect("an object") {
            let stood = found.get(key).unwrap_or(&Value::Null);
            assert_ne!(stood, value, "{}: `{key}` is so already", example.id);
        }
        let loads = Coded::varied(&example);
        assert_eq!(
            loads.is_ok(),
            example.kind == Kind::Variation,
            "{}",
            example.id
        );
        count += 1;
    }
    assert!(count >= 17, "{count} variations");
}

#[test]
fn the_tables_hold_what_comes_out() {
    let mut last: Option<&Example> = None;
    let mut rows = 0;
    let parts = text::parts(chapter());
    for part in &parts {
        match part {
            Part::Heading(_) => last = None,
            Part::Example(example) => last = Some(example),
            Part::Table(table) => {
                let example = last.expect("a table stands below an example");
                for row in &table.rows {
                    let coded = match row[0].as_str() {
                        "as coded" => Coded::as_kept(example),
                        "varied" => {
                            assert_eq!(example.kind, Kind::Variation, "{}", example.id);
                            Coded::varied(example)
                        }
                        other => panic!("{}: a row `{other}`", example.id),
                    };
                    let coded = coded.unwrap_or_else(|problem| panic!("{problem}"));
                    let came = coded.row(&table.measure, &table.columns, row);
                    assert_eq!(row[1..], came, "{}: {:?}", example.id, table.columns);
                    rows += 1;
                }
            }
            _ => {}
        }
    }
    assert!(rows > 40, "{rows} rows");
}

#[test]
fn the_commands_run() {
    let mut count = 0;
    for part in text::parts(chapter()) {
        let Part::Commands(commands) = part else {
            continue;
        };
        for line in commands.lines() {
            let command = line.strip_prefix("$ tallybook ").expect("a command a line");
            let arguments = shlex::split(command).expect("quotes that close");
            let ran = run_in(&std::env::temp_dir(), &arguments, "");
            assert_eq!(ran.status, 0, "{command}: {}", ran.stderr);
            count += 1;
        }
    }
    assert!(count > 2, "{count} commands");
}

#[test]
fn every_word_in_code_is_known() {
    let known = words::known();
    let mut count = 0;
    for part in text::parts(chapter()) {
        let (Part::Prose(prose) | Part::Heading(prose)) = part else {
            continue;
        };
        for (at, word) in prose.split('`').enumerate() {
            if at % 2 == 1 {
                assert!(
                    words::is_known(&known, word),
                    "`{word}` is no word of tallybook"
                );
                count += 1;
            }
        }
        assert_eq!(prose.matches('`').count() % 2, 0, "{prose}");
    }
    assert!(count > 150, "{count} words");
}

fn examples() -> impl Iterator<Item = Example> {
    text::parts(chapter())
        .into_iter()
        .filter_map(|part| match part {
            Part::Example(example) => Some(example),
            _ => None,
        })
}
