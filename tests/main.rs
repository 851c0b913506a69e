//! What is seen from outside: text in, text out.

mod broken;
