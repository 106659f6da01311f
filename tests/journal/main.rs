//! Journals: no loss between journal, trace and text; and an answer to whatever else a file holds.

mod damage;
mod example;
mod identity;
mod names;
mod passing;
mod random;
