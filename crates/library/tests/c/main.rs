//! C and C++ programs on the headers and the library.
#![expect(clippy::expect_used, reason = "a test ends where its expectations do")]

mod compiler;
mod headers;
mod programs;
