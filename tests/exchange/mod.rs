//! Claims in and out: what goes out comes back, and no row is lost on the way in.

mod chapter;
mod ishkobod;
mod random;
mod round;
mod rows;
mod said;
mod template;
