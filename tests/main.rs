//! What is seen from outside: text in, text out.

mod broken;
//! The tests that go through the library as its users do: text in, text out.

mod errors;
mod golden;
mod hostile;
