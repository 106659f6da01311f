//! What the documents leave open, as choices.
//!
//! [`Policy`] has a field for every silent spot of the contract that a call can show. The first
//! choice of each is what the preset [`Policy::ce`] takes.

mod choices;
mod life;
mod memory;
mod messaging;
mod objects;
mod presets;

pub use choices::*;
