use alloc::format;

use cemapi_agent::{card::hash, tcp::Nonce};

use crate::{facts, system::System};

/// A number that nobody has used before.
///
/// A device whose system makes no random numbers has only its clocks to take one from. Whoever
/// knows both to the millisecond could let an earlier host's answer pass for its own.
pub(crate) fn nonce(system: &System) -> Nonce {
    type Random = unsafe extern "C" fn(u32, *mut u8) -> u32;
    let mut bytes = [0; 32];
    if let Some(random) = system.optional("CeGenRandom") {
        // SAFETY: the documentation gives the function of this name this type, and there is room
        // for so many bytes.
        let well = unsafe {
            let random = core::mem::transmute::<usize, Random>(random);
            random(bytes.len() as u32, bytes.as_mut_ptr())
        };
        if well != 0 {
            return bytes;
        }
    }
    hash(format!("{} {}", facts::clock(system).unwrap_or_default(), system.ticks()).as_bytes())
}
