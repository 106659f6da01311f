//! Devices that connect over TCP: what both sides prove, and every way in which a device, a host
//! or the line between them can misbehave.

mod agent;
mod command;
mod crowd;
mod door;
mod faults;
mod host;
mod peer;
mod reconnect;
