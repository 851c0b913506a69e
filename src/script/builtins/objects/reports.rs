//! The documents that claims stand in, read-only.

use rhai::plugin::*;

pub(super) fn module() -> Module {
    exported_module!(reports)
}

#[export_module]
mod reports {
    use rhai::Array;
    use rhai::plugin::*;

    use super::super::super::plain::{date, text};
    use super::super::super::values::ReportValue;
    use crate::incident::Carrier;

    /// Returns the id of the report.
    ///
    /// ```rhai
    /// incident.reports[0].id    // => rferl-2019-11-08
    /// ```
    #[rhai_fn(get = "id", pure)]
    pub fn report_id(report: &mut ReportValue) -> String {
        report.get().id.clone()
    }

    /// Returns the id of the source that published the report.
    ///
    /// ```rhai
    /// incident.reports[0].publisher    // => rferl
    /// ```
    #[rhai_fn(get = "publisher", pure)]
    pub fn report_publisher(report: &mut ReportValue) -> String {
        report
            .evidence
            .incident()
            .source(report.get().publisher)
            .id
            .clone()
    }

    /// Returns when the report was published, as written, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].published    // => 2019-11-08
    /// ```
    #[rhai_fn(get = "published", pure)]
    pub fn report_published(report: &mut ReportValue) -> Dynamic {
        date(report.get().published.as_ref())
    }

    /// Returns when the coder read the report, as written, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].retrieved    // => ()
    /// ```
    #[rhai_fn(get = "retrieved", pure)]
    pub fn report_retrieved(report: &mut ReportValue) -> Dynamic {
        date(report.get().retrieved.as_ref())
    }

    /// Returns where the report stands, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].url.starts_with("https://www.rferl.org/")    // => true
    /// ```
    #[rhai_fn(get = "url", pure)]
    pub fn report_url(report: &mut ReportValue) -> Dynamic {
        text(report.get().url.as_deref())
    }

    /// Returns where a kept copy stands, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].archived    // => ()
    /// ```
    #[rhai_fn(get = "archived", pure)]
    pub fn report_archived(report: &mut ReportValue) -> Dynamic {
        text(report.get().archived.as_deref())
    }

    /// Returns the SHA-256 of the kept copy, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].sha256    // => ()
    /// ```
    #[rhai_fn(get = "sha256", pure)]
    pub fn report_sha256(report: &mut ReportValue) -> Dynamic {
        text(report.get().sha256.as_deref())
    }

    /// Returns the id of the report that this is another version of, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].version_of    // => ()
    /// ```
    #[rhai_fn(get = "version_of", pure)]
    pub fn report_version_of(report: &mut ReportValue) -> Dynamic {
        let incident = report.evidence.incident();
        text(
            report
                .get()
                .version_of
                .map(|of| incident.report(of).id.as_str()),
        )
    }

    /// Returns the title, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].title    // => Purported IS Attack Killed More Tajik Border Guards Than Dushanbe Admits
    /// ```
    #[rhai_fn(get = "title", pure)]
    pub fn report_title(report: &mut ReportValue) -> Dynamic {
        text(report.get().title.as_deref())
    }

    /// Returns the language, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].language    // => en
    /// ```
    #[rhai_fn(get = "language", pure)]
    pub fn report_language(report: &mut ReportValue) -> Dynamic {
        text(report.get().language.as_deref())
    }

    /// Returns the ids of what the report as a whole is a copy of.
    ///
    /// ```rhai
    /// incident.reports[0].draws_on    // => []
    /// ```
    #[rhai_fn(get = "draws_on", pure)]
    pub fn report_draws_on(report: &mut ReportValue) -> Array {
        let incident = report.evidence.incident();
        let id = |from: &Carrier| match from {
            Carrier::Report(from) => incident.report(*from).id.clone(),
            Carrier::Source(from) => incident.source(*from).id.clone(),
        };
        report
            .get()
            .draws_on
            .iter()
            .map(|from| Dynamic::from(id(from)))
            .collect()
    }

    /// Returns whether the report must not leave in an export: the key `private`, a word
    /// that the language keeps for itself.
    ///
    /// ```rhai
    /// incident.reports[0].is_private    // => false
    /// ```
    #[rhai_fn(get = "is_private", pure)]
    pub fn report_private(report: &mut ReportValue) -> bool {
        report.get().private
    }

    /// Returns the coder's notes, or `()`.
    ///
    /// ```rhai
    /// incident.reports[0].notes.contains("Reuters and AFP")    // => true
    /// ```
    #[rhai_fn(get = "notes", pure)]
    pub fn report_notes(report: &mut ReportValue) -> Dynamic {
        text(report.get().notes.as_deref())
    }

    /// Returns the id of the report as text.
    ///
    /// ```rhai
    /// incident.reports[0].to_string()    // => rferl-2019-11-08
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn report_text(report: &mut ReportValue) -> String {
        report.get().id.clone()
    }

    /// Returns whether the two are the same report.
    ///
    /// ```rhai
    /// incident.reports[0] == incident.reports[0]    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_report(one: &mut ReportValue, other: ReportValue) -> bool {
        one.is_same(&other)
    }

    /// Returns whether the two differ.
    ///
    /// ```rhai
    /// incident.reports[0] != incident.reports[0]    // => false
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_report(one: &mut ReportValue, other: ReportValue) -> bool {
        !one.is_same(&other)
    }
}
