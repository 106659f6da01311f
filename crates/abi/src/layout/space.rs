use alloc::vec::Vec;

use super::Error;
use crate::{Entry, EntryId, Handle, Pointer, PropTag, registry::Object};

/// Memory in which structures lie.
pub trait Space {
    /// Fills `bytes` with what stands at `address`.
    ///
    /// # Errors
    ///
    /// If there is no such memory and this space can tell.
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error>;

    /// Puts `bytes` at `address`.
    ///
    /// # Errors
    ///
    /// If there is no such memory and this space can tell.
    fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), Error>;

    /// Finds room for `size` bytes and returns its address, a multiple of 8 and not 0.
    ///
    /// # Errors
    ///
    /// If there is no more room.
    fn allocate(&mut self, size: usize) -> Result<u64, Error>;
}

/// What stands at the addresses of a [`Space`].
pub trait Names {
    /// What the program means by the address, or for a connection the number, that it passes.
    /// The address is never 0.
    fn pointer(&mut self, address: u64, object: Object) -> Pointer;

    /// Takes note of what was handed out at this address, or under this number; `None` if it is
    /// nothing that can be used. The address is never 0.
    fn appear(&mut self, address: u64, object: Object) -> Option<Handle>;

    /// The address, or for a connection the number, to pass for what a call names.
    fn address(&mut self, pointer: Pointer, object: Object) -> u64;

    /// Takes note that the block of this handle begins at this address: it was put there, with
    /// all that was put into the space since the last block was handed out. Returns the address
    /// to give to the program.
    fn hand_out(&mut self, block: Handle, address: u64) -> u64;

    /// What a program or library means by these bytes. `tag` is the property whose value they
    /// are, if they are one.
    fn entry(&mut self, bytes: Vec<u8>, tag: Option<PropTag>) -> EntryId;

    /// The bytes of an entry id of the run.
    fn entry_bytes(&self, entry: Entry) -> Vec<u8>;
}
