//! How structures lie in memory, for pointers of 32 and of 64 bits (contract 13), and how
//! arguments and what is handed out are read from there and written there.
//!
//! The structures stand once, in [`structures`]; sizes, offsets, this module's reading and writing
//! and the C headers follow from them. Nothing here touches memory by itself: whoever owns it
//! implements [`Space`], and [`Names`] for what stands at its addresses.

mod arguments;
mod codec;
mod compose;
mod error;
mod image;
mod notification;
mod outputs;
mod property;
mod restriction;
mod rows;
mod shape;
mod space;
pub mod structures;
mod value;

pub use codec::Codec;
pub use error::Error;
pub use image::Image;
pub use outputs::CANARY;
pub use shape::{Extent, Field, Layout, Member, Structure};
pub use space::{Names, Space};
