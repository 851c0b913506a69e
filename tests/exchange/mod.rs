//! Claims in and out: what goes out comes back, and no row is lost on the way in.

mod chapter;
mod forms;
mod ishkobod;
mod loose;
mod random;
mod round;
mod rows;
mod said;
mod template;
mod withheld;
