//! A machine without a device: it runs agent.exe, the very file that goes to Windows CE, on an ARM
//! interpreter.
//!
//! The machine serves the functions of coredll.dll that the agent uses, with files in memory as
//! its storage card and one address that it may connect to, and has the emulator for cemapi.dll. It stands for Windows CE only as far as
//! the agent goes: what it proves is that the agent passes arguments, structures and objects as
//! they should be on ARM, never how Microsoft's library behaves.
//!
//! It is stricter than a device. Registers that a call may clobber are clobbered, stacks and blocks
//! stand at odd words, and every access to memory that is not the agent's own is reported.

mod call;
mod card;
mod coredll;
mod files;
mod image;
mod kernel;
mod machine;
mod memory;
mod process;
mod sockets;
mod threads;
mod traps;
mod world;

pub use card::Card;
pub use image::ImageError;
pub use machine::{DEVICE, Machine, Outcome};
pub use world::ABORTED;
