use crate::system::System;

const MEM_COMMIT: u32 = 0x1000;
const MEM_RESERVE: u32 = 0x2000;
const PAGE_NOACCESS: u32 = 0x01;
const PAGE_READWRITE: u32 = 0x04;

/// How large pages are at most, and what reserved addresses begin at a multiple of.
const PAGE: usize = 0x1_0000;

type Allocate = unsafe extern "C" fn(usize, usize, u32, u32) -> usize;

/// Finds room for this many bytes right before memory that cannot be read, for ever.
pub(crate) fn fenced(system: &System, size: usize) -> Option<usize> {
    let allocate = system.optional("VirtualAlloc")?;
    // SAFETY: the documentation gives the function of this name this type.
    let allocate = unsafe { core::mem::transmute::<usize, Allocate>(allocate) };
    let room = size.checked_next_multiple_of(PAGE)?.max(PAGE);
    // SAFETY: new addresses are asked for wherever there is room; they are never given back.
    let start = unsafe { allocate(0, room.checked_add(PAGE)?, MEM_RESERVE, PAGE_NOACCESS) };
    if start == 0 {
        return None;
    }
    // SAFETY: the addresses were reserved, and nobody else knows them.
    let opened = unsafe { allocate(start, room, MEM_COMMIT, PAGE_READWRITE) };
    (opened != 0).then_some((start + room - size) / 8 * 8)
}
