//! Waivers, and what is wrong with them.
