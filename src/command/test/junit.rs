//! Results for build servers, as the XML that JUnit made common: GitLab, Jenkins and others read it.

use std::fmt::Write;
use std::time::Duration;

use crate::script::Ended;
use crate::session::Page;
use crate::table::{PAGE_WIDTH, visible_lines};

use super::watched::Watched;
use super::{Counts, Tested, report};

/// Writes the results as one XML document. It has no place for lines that were run, so these stand
/// beside it.
pub(super) fn put(tested: &[Tested], watched: Option<&Watched>, page: &Page) {
    page.put(&document(tested));
    if let Some(watched) = watched {
        page.aside(&watched.text(page.width));
    }
}

fn document(tested: &[Tested]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = attributes(tested);
    xml += &format!("<testsuites name=\"tallybook\"{counts}>\n");
    for suite in tested.chunk_by(|a, b| a.file == b.file) {
        let (file, counts) = (attribute(&suite[0].file), attributes(suite));
        xml += &format!("  <testsuite name=\"{file}\"{counts}>\n");
        suite.iter().for_each(|one| case(&mut xml, one));
        xml += "  </testsuite>\n";
    }
    xml + "</testsuites>\n"
}

fn attributes(tested: &[Tested]) -> String {
    let counts = Counts::of(tested);
    let time: Duration = tested.iter().map(|one| one.time).sum();
    format!(
        " tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"{:.6}\"",
        counts.all(),
        counts.failed,
        counts.skipped,
        time.as_secs_f64()
    )
}

fn case(xml: &mut String, one: &Tested) {
    let file = attribute(&one.file);
    // A file that could not be loaded is a case of its own, or nobody would see it.
    let name = attribute(one.test.as_deref().unwrap_or("(the file)"));
    let line = one.at.map(|(line, _)| format!(" line=\"{line}\""));
    // Writing to a string cannot fail.
    let _ = write!(
        xml,
        "    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\"{} time=\"{:.6}\">",
        line.unwrap_or_default(),
        one.time.as_secs_f64()
    );
    match &one.ended {
        Ended::Failed(failure) => {
            let (message, text) = (
                attribute(&failure.message),
                report::rendered(failure, PAGE_WIDTH),
            );
            *xml += &format!(
                "\n      <failure message=\"{message}\" type=\"failure\">{}</failure>",
                content(&text)
            );
        }
        Ended::Skipped(reason) => {
            *xml += &format!("\n      <skipped message=\"{}\"/>", attribute(reason));
        }
        Ended::Passed => {}
    }
    if !one.output.is_empty() {
        *xml += &format!("\n      <system-out>{}</system-out>", content(&one.output));
    }
    let is_empty = matches!(one.ended, Ended::Passed) && one.output.is_empty();
    *xml += match is_empty {
        true => "</testcase>\n",
        false => "\n    </testcase>\n",
    };
}

/// A text as the value of an attribute, in which a line end would be read as a blank.
fn attribute(text: &str) -> String {
    content(text).replace('\n', "&#10;")
}

/// A text as XML: its control characters made visible, for most of them no XML may hold in any way.
fn content(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in visible_lines(text).chars() {
        match c {
            '&' => xml += "&amp;",
            '<' => xml += "&lt;",
            '>' => xml += "&gt;",
            '"' => xml += "&quot;",
            '\n' => xml.push('\n'),
            '\u{fffe}' | '\u{ffff}' => xml.push('\u{fffd}'),
            c if c.is_control() => xml.push('\u{fffd}'),
            c => xml.push(c),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::{attribute, content};

    #[test]
    fn what_xml_may_not_hold_is_made_visible() {
        assert_eq!(
            content("a<b> & \"c\"\nd"),
            "a&lt;b&gt; &amp; &quot;c&quot;\nd"
        );
        assert_eq!(attribute("a\nd"), "a&#10;d");
        let hostile: String = (0..=0x9f_u32)
            .filter_map(char::from_u32)
            .chain(['\u{fffe}', '\u{ffff}', '\u{202e}', '\u{2028}'])
            .collect();
        let xml = attribute(&hostile);
        assert!(xml.chars().all(|c| !c.is_control()), "{xml:?}");
        assert!(
            !xml.contains(['\u{fffe}', '\u{ffff}', '\u{202e}']),
            "{xml:?}"
        );
    }
}
