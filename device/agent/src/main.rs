//! agent.exe: executes scenarios on the cemapi.dll of a Windows CE device.
//!
//! Started by a person it works through the scenarios that lie beside it, each in a process of its
//! own, and goes on where it stopped if it is started again. If a secret lies beside it, or if it is
//! told where a host is, it connects to a host that hands it the scenarios. Started with the number
//! of a scenario it is the process of that scenario.
#![no_std]
#![no_main]

extern crate alloc;

mod answer;
mod autorun;
mod card;
mod child;
mod command;
mod coredll;
mod device;
mod facts;
mod file;
mod heap;
mod link;
mod nonce;
mod pages;
mod parent;
mod process;
mod remote;
mod screen;
mod socket;
mod system;
mod threads;
mod wide;
mod ws2;

use core::panic::PanicInfo;

use card::Card;
use command::Command;
use system::System;

/// What a process ends with that cannot do its work.
const FAILED: u32 = 1;

/// Where the system enters the program: it aligns the stack, as the system's own may stand at any
/// word and compiled code relies on a multiple of 8.
#[cfg(target_arch = "arm")]
#[unsafe(naked)]
#[unsafe(no_mangle)]
unsafe extern "C" fn start() {
    core::arch::naked_asm!(
        "push {{r4, lr}}",
        "mov r4, sp",
        "bic sp, sp, #7",
        "bl {begin}",
        "mov sp, r4",
        "pop {{r4, lr}}",
        "bx lr",
        begin = sym begin,
    )
}

/// Where the program begins.
///
/// # Safety
///
/// `command_line` is null or begins a string that ends with a zero.
unsafe extern "C" fn begin(
    _instance: usize,
    _previous: usize,
    command_line: *const u16,
    _show: usize,
) -> u32 {
    // SAFETY: this is the first thing that the program does, on its only thread.
    let Some(system) = (unsafe { System::start() }) else { return FAILED };
    // SAFETY: the system passes a string.
    match unsafe { Command::read(command_line) } {
        Command::Scenario(scenario) => child::run(system, &Card::find, scenario),
        Command::Remote => child::run(system, &Card::remote, 0),
        Command::Connect(address) => remote::run(system, Some(&address)),
        Command::Install => autorun::run(&system),
        Command::Uninstall => 0,
        Command::Begin if remote::wanted(&system) => remote::run(system, None),
        Command::Begin => parent::run(system),
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    system::give_up()
}
