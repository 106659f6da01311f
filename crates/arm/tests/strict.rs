//! The machine is stricter than a device: each program here, a few words of ARM code, does one thing
//! that no program may do.

use std::error::Error;

use cemapi_arm::{Card, Machine, Outcome};
use cemapi_emulator::Policy;
use object::{
    pe,
    write::pe::{NtHeaders, Writer},
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const BASE: u32 = 0x1_0000;
const TEXT: u32 = 0x1000;
const IDATA: u32 = 0x2000;
/// Where the word is that the loader fills with the function's address.
const WORD: u32 = IDATA + 48;

const BX_LR: u32 = 0xE12F_FF1E;

/// The directory that imports one function of coredll.dll.
fn imports(function: &str) -> Vec<u8> {
    let (lookup, name, hint) = (IDATA + 40, IDATA + 56, IDATA + 72);
    let words = [lookup, 0, 0, name, WORD, 0, 0, 0, 0, 0, hint, 0, hint, 0];
    let mut bytes: Vec<u8> = words.into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend(b"COREDLL.dll\0\0\0\0\0\0\0");
    bytes.extend(function.bytes());
    bytes.push(0);
    bytes
}

/// A program of these words, behind which stands the address of the word that the loader fills.
fn program(code: &[u32], function: &str) -> Result<Vec<u8>> {
    let last = 4 * code.len() as u32;
    let code: Vec<u8> =
        code.iter().copied().chain([BASE + WORD]).flat_map(u32::to_le_bytes).collect();
    let imports = imports(function);
    let mut bytes = Vec::new();
    let mut writer = Writer::new(false, 0x1000, 0x200, &mut bytes);
    writer.reserve_dos_header();
    writer.reserve_nt_headers(pe::IMAGE_NUMBEROF_DIRECTORY_ENTRIES);
    writer.reserve_section_headers(3);
    let text = writer.reserve_text_section(code.len() as u32);
    let idata = writer.reserve_idata_section(imports.len() as u32);
    assert_eq!((text.virtual_address, idata.virtual_address), (TEXT, IDATA));
    writer.add_reloc(TEXT + last, pe::IMAGE_REL_BASED_HIGHLOW);
    writer.reserve_reloc_section();
    writer.write_empty_dos_header()?;
    writer.write_nt_headers(NtHeaders {
        machine: pe::IMAGE_FILE_MACHINE_ARM,
        time_date_stamp: 0,
        characteristics: pe::IMAGE_FILE_EXECUTABLE_IMAGE,
        major_linker_version: 0,
        minor_linker_version: 0,
        address_of_entry_point: TEXT,
        image_base: BASE.into(),
        major_operating_system_version: 4,
        minor_operating_system_version: 20,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: 4,
        minor_subsystem_version: 20,
        subsystem: pe::IMAGE_SUBSYSTEM_WINDOWS_CE_GUI,
        dll_characteristics: pe::DllFlags(0),
        size_of_stack_reserve: 0x1_0000,
        size_of_stack_commit: 0x1000,
        size_of_heap_reserve: 0x1_0000,
        size_of_heap_commit: 0x1000,
    });
    writer.write_section_headers();
    writer.write_section(text.file_offset, &code);
    writer.write_section(idata.file_offset, &imports);
    writer.write_reloc_section();
    Ok(bytes)
}

fn run(code: &[u32], function: &str) -> Result<Outcome> {
    let mut card = Card::default();
    card.put("made.exe", program(code, function)?);
    Ok(Machine::new(card, "made.exe", Policy::ce())?.run(""))
}

/// Runs a program that does something wrong, and sees what is said of it.
fn complains(code: &[u32], of: &str) -> Result {
    let outcome = run(code, "GetTickCount")?;
    match outcome.complaints.as_slice() {
        [complaint] if complaint.contains(of) => Ok(()),
        _ => Err(format!("expected a complaint of {of}: {outcome:?}").into()),
    }
}

/// Calls a function and returns what the register of this number holds after that.
fn after_call(register: u32) -> Result<Outcome> {
    let code = [
        0xE92D_4010,            // push {r4, lr}
        0xE59F_3014,            // ldr r3, [pc, #20]: the word below
        0xE593_3000,            // ldr r3, [r3]
        0xE1A0_E00F,            // mov lr, pc
        0xE12F_FF13,            // bx r3
        0xE1A0_0000 | register, // mov r0, the register
        0xE8BD_4010,            // pop {r4, lr}
        BX_LR,
    ];
    run(&code, "GetTickCount")
}

#[test]
fn a_program_that_behaves_is_not_complained_of() -> Result {
    let outcome = run(&[0xE3A0_0007, BX_LR], "GetTickCount")?; // mov r0, #7
    assert_eq!((outcome.exit, outcome.complaints), (Some(7), Vec::new()));
    Ok(())
}

#[test]
fn registers_that_a_call_may_clobber_are_clobbered() -> Result {
    for register in [1, 2, 3, 12] {
        let outcome = after_call(register)?;
        assert_eq!((outcome.exit, outcome.complaints), (Some(0xDEAD_BEE1), Vec::new()));
    }
    // What was called returned something else.
    assert_ne!(after_call(0)?.exit, Some(0xDEAD_BEE1));
    Ok(())
}

#[test]
fn the_stack_and_the_registers_of_the_caller_have_to_be_kept() -> Result {
    complains(&[0xE24D_D008, BX_LR], "has not kept register 13")?; // sub sp, sp, #8
    complains(&[0xE3A0_4001, BX_LR], "has not kept register 4")?; // mov r4, #1
    complains(&[0xE3A0_B001, BX_LR], "has not kept register 11") // mov r11, #1
}

#[test]
fn memory_that_is_not_the_programs_is_not_touched() -> Result {
    complains(&[0xE590_0000, BX_LR], "read 4 bytes at 0x00000010")?; // ldr r0, [r0]
    // mov r0, #0x40000000; strb r0, [r0]
    complains(&[0xE3A0_0101, 0xE5C0_0000, BX_LR], "wrote 1 bytes at 0x40000000")?;
    // str r0, [pc]: code is not there to be written
    complains(&[0xE58F_0000, BX_LR], "wrote 4 bytes at 0x02031008")?;
    // ldr r0, [sp]: above the stack of the first function there is nothing
    complains(&[0xE59D_0000, BX_LR], "read 4 bytes at 0x3004")
}

#[test]
fn what_no_armv4t_has_is_not_executed() -> Result {
    complains(&[0xE16F_0F10, BX_LR], "no instruction of ARMv4T")?; // clz r0, r0
    complains(&[0xE12F_FF30, BX_LR], "no instruction of ARMv4T") // blx r0
}

#[test]
fn who_jumps_to_nowhere_is_stopped() -> Result {
    complains(&[0xE3A0_F000], "ran into nowhere") // mov pc, #0
}

#[test]
fn what_is_passed_has_to_be_the_programs() -> Result {
    let code = [
        0xE92D_4010, // push {r4, lr}
        0xE3A0_0000, // mov r0, #0
        0xE59F_3010, // ldr r3, [pc, #16]
        0xE593_3000, // ldr r3, [r3]
        0xE1A0_E00F, // mov lr, pc
        0xE12F_FF13, // bx r3
        0xE8BD_4010, // pop {r4, lr}
        BX_LR,
    ];
    let outcome = run(&code, "LoadLibraryW")?;
    assert!(outcome.complaints[0].contains("passed 2 bytes at 0x00000000"), "{outcome:?}");
    let outcome = run(&code, "CloseHandle")?;
    assert!(outcome.complaints[0].contains("used a handle that is none"), "{outcome:?}");
    Ok(())
}
