//! Submissions, and cards that are not what they should be. What happened on the card is made up
//! here, so that no program for a device is needed.

mod archive;
mod card;
mod commands;
mod results;
