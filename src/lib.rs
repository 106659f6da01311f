//! Conformance test suite and call-trace recorder for CE MAPI.
//!
//! A [`Scenario`](scenario::Scenario) is a sequence of calls. A [`Target`](target::Target) runs it
//! and records a [`Trace`](trace::Trace) of every call. The [`contract`] is checked against every
//! trace, whoever made it, and traces are compared with stored snapshots.
#![forbid(unsafe_code)]

pub mod card;
pub mod cli;
pub mod contract;
pub mod diff;
pub mod harness;
pub mod import;
pub mod marks;
pub mod report;
pub mod review;
pub mod scenario;
pub mod snapshot;
pub mod submission;
pub mod suite;
pub mod target;
pub mod text;
pub mod trace;
pub mod verdict;
