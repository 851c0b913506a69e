//! The scripts that come with the program: rules under `std/NAME`.

/// The folder that they are imported from.
pub(crate) const STANDARD: &str = "std/";

/// Name and text of each, in the order in which they are listed.
pub(crate) const SHELF: &[(&str, &str)] = &[
    ("range", include_str!("../../scripts/rules/range.rhai")),
    ("acled", include_str!("../../scripts/rules/acled.rhai")),
    ("ibc", include_str!("../../scripts/rules/ibc.rhai")),
    ("gtd", include_str!("../../scripts/rules/gtd.rhai")),
    (
        "named-floor",
        include_str!("../../scripts/rules/named-floor.rhai"),
    ),
];

/// Returns the text of a script by its name, without `std/`.
#[must_use]
pub fn on_shelf(name: &str) -> Option<&'static str> {
    SHELF
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// Returns the names of the scripts that come with the program.
pub fn shelf_names() -> impl Iterator<Item = &'static str> {
    SHELF.iter().map(|(name, _)| *name)
}
