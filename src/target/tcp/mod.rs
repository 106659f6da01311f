//! Devices that connect over TCP as a target: each scenario goes to one that has nothing to do.

mod device;
mod doorman;
mod pool;
mod tcp;

pub use tcp::{Settings, Tcp};
