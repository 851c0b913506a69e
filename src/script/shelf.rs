//! The scripts that come with the program: rules under `std/NAME`.

/// The folder that they are imported from.
pub const STANDARD: &str = "std/";

/// A script on the shelf: its name, and the text of the file of that name.
macro_rules! shelf {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../scripts/rules/", $name, ".rhai")))),*]
    };
}

/// Name and text of each, in the order in which they are listed.
pub(crate) const SHELF: &[(&str, &str)] = shelf! {
    "range"
    "acled"
    "ucdp"
    "em-dat"
    "gtd"
    "ibc"
    "named-floor"
    "airwars"
    "un-verified"
    "priority"
    "admiralty"
    "median"
    "majority"
};

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
