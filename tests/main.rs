//! What is seen from outside: text in, text out.

mod broken;
mod coding;
mod comparing;
mod errors;
mod exchange;
mod fold;
mod golden;
mod hostile;
mod laid_out;
mod layers;
mod linting;
mod merging;
mod modules;
mod press;
mod program;
mod readme;
mod reconcile;
mod rules;
mod sessions;
mod sheet;
#[cfg(unix)]
mod terminal;
mod testing;
