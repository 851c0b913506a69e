//! A finding as lines for people.

use crate::check::{Finding, Waived};
use crate::diagnostic::pointed;
use crate::table::visible;

/// Returns a finding with all that speaks for it, with nothing hidden in it. In a script it points
/// at its place as errors do.
pub(super) fn in_full(finding: &Finding, width: usize) -> String {
    let first = match &finding.place {
        Some(place) => pointed(&label(finding), &finding.message, place, width),
        None => visible(&in_a_line(finding)).into_owned() + "\n",
    };
    let evidence = finding.evidence().map(|line| format!("    {line}"));
    let about = finding.unnamed().map(|ids| format!("    {ids}"));
    let decide = (!finding.decide.is_empty()).then(|| format!("  to decide: {}", finding.decide));
    let lines = evidence.chain(about).chain(decide);
    let lines = lines.map(|line| visible(&line).into_owned() + "\n");
    std::iter::once(first).chain(lines).collect()
}

/// Returns a waived finding: what it is, and who decided that it does not count, and why.
pub(super) fn waived(finding: &Finding, waived: &Waived) -> String {
    let Waived {
        reason,
        decided_by,
        until,
    } = waived;
    let until = until.iter().map(|until| format!(", until {until}"));
    let until: String = until.collect();
    let ids: Vec<String> = finding.evidence().take(1).collect();
    let ids = match &ids[..] {
        [ids] if !finding.lines.is_empty() => format!(" ({ids})"),
        _ => String::new(),
    };
    let first = format!("{}{ids}", in_a_line(finding));
    let second = format!("    waived by {decided_by}{until}: {reason}");
    [first, second]
        .map(|line| visible(&line).into_owned() + "\n")
        .concat()
}

fn in_a_line(finding: &Finding) -> String {
    let mut place = finding.file.to_string();
    if let Some(line) = finding.line {
        place += &format!(":{line}");
    }
    if let Some(at) = &finding.place {
        place += &format!(":{}", at.column);
    }
    let incident = finding.incident.iter().map(|id| format!("{id}: "));
    let incident: String = incident.collect();
    format!("{place}: {incident}{}: {}", label(finding), finding.message)
}

fn label(finding: &Finding) -> String {
    format!("{}[{}]", finding.check.level.word(), finding.check.id)
}
