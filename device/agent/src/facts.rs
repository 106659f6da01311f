//! What can be told of a device and of what runs on it.

use alloc::{format, string::String, vec, vec::Vec};

use cemapi_agent::card::hash;

use crate::{card::Card, device::LIBRARY, file::File, system::System, wide};

/// Names and values.
pub(crate) type Facts = Vec<(String, String)>;

/// All facts, name and value.
pub(crate) fn all(system: &System, card: &Card) -> Facts {
    let mut facts = Facts::new();
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.push((name.into(), value));
        }
    };
    fact("agent sha256", sha256(system, &card.program));
    fact("os", version(system));
    fact("platform", parameter(system, 257));
    fact("device", parameter(system, 258));
    fact("clock", clock(system));
    let library = format!("\\Windows\\{LIBRARY}");
    fact("library", Some(LIBRARY.into()));
    fact("version", library_version(system, &library));
    // What lies in the device's ROM cannot be read as a file.
    fact("sha256", sha256(system, &library));
    facts
}

fn sha256(system: &System, path: &str) -> Option<String> {
    let bytes = File::open(system, path)?.read()?;
    Some(hash(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The version of the system: major, minor, build.
fn version(system: &System) -> Option<String> {
    let get = system.optional("GetVersionExW")?;
    let mut words = [0u32; 69];
    words[0] = 276;
    // SAFETY: the documentation gives the function of this name this type, and its structure is as
    // large as its first member says.
    let well = unsafe {
        let get = core::mem::transmute::<usize, unsafe extern "C" fn(*mut u32) -> u32>(get);
        get(words.as_mut_ptr())
    };
    (well != 0).then(|| format!("Windows CE {}.{:02} build {}", words[1], words[2], words[3]))
}

/// What the maker says: 257 asks for the kind of the platform, 258 for the device.
fn parameter(system: &System, which: u32) -> Option<String> {
    type Get = unsafe extern "C" fn(u32, u32, *mut u16, u32) -> u32;
    let get = system.optional("SystemParametersInfoW")?;
    let mut units = [0u16; 128];
    // SAFETY: the documentation gives the function of this name this type, and there is room for
    // so many bytes.
    let well = unsafe {
        let get = core::mem::transmute::<usize, Get>(get);
        get(which, 256, units.as_mut_ptr(), 0)
    };
    (well != 0).then(|| wide::text(&units))
}

/// What the device takes for the time, in UTC.
pub(crate) fn clock(system: &System) -> Option<String> {
    let get = system.optional("GetSystemTime")?;
    let mut time = [0u16; 8];
    // SAFETY: the documentation gives the function of this name this type.
    unsafe {
        let get = core::mem::transmute::<usize, unsafe extern "C" fn(*mut u16)>(get);
        get(time.as_mut_ptr());
    }
    let [year, month, _, day, hour, minute, second, _] = time;
    Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"))
}

/// The version that a library's resources tell.
fn library_version(system: &System, path: &str) -> Option<String> {
    type Size = unsafe extern "C" fn(*const u16, *mut u32) -> u32;
    type Info = unsafe extern "C" fn(*const u16, u32, u32, *mut u32) -> u32;
    type Query = unsafe extern "C" fn(*const u32, *const u16, *mut *const u32, *mut u32) -> u32;
    let size = system.optional("GetFileVersionInfoSizeW")?;
    let info = system.optional("GetFileVersionInfoW")?;
    let query = system.optional("VerQueryValueW")?;
    let (path, root) = (wide::wide(path), wide::wide("\\"));
    // SAFETY: the documentation gives the functions of these names these types; there is room for
    // as many bytes as were asked for, and the fixed part of a version has 13 words.
    unsafe {
        let size = core::mem::transmute::<usize, Size>(size);
        let info = core::mem::transmute::<usize, Info>(info);
        let query = core::mem::transmute::<usize, Query>(query);
        let mut ignored = 0;
        let length = size(path.as_ptr(), &raw mut ignored);
        if length == 0 || length > 0x1_0000 {
            return None;
        }
        let mut block = vec![0u32; length.div_ceil(4) as usize];
        let (mut fixed, mut long) = (core::ptr::null(), 0);
        if info(path.as_ptr(), 0, length, block.as_mut_ptr()) == 0
            || query(block.as_ptr(), root.as_ptr(), &raw mut fixed, &raw mut long) == 0
            || fixed.is_null()
            || long < 52
        {
            return None;
        }
        let (high, low) = (fixed.add(2).read_unaligned(), fixed.add(3).read_unaligned());
        Some(format!("{}.{}.{}.{}", high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF))
    }
}
