//! The command line of `cemapi-cts`.
fn main() {}
