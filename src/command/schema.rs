//! `schema`: the JSON Schema of the casebook format.

use crate::incident;

use crate::session::Page;

/// Prints the JSON Schema of the casebook format.
pub fn schema(page: &Page) {
    page.put(incident::schema());
}
