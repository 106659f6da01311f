use std::fmt;

use object::{
    LittleEndian as LE,
    pe::{IMAGE_FILE_MACHINE_ARM, IMAGE_REL_BASED_HIGHLOW, IMAGE_SUBSYSTEM_WINDOWS_CE_GUI},
    read::pe::{ImageNtHeaders, ImageThunkData, PeFile32},
};

use crate::{
    memory::{Memory, Right},
    traps,
};

/// Where a program is loaded: not where it was linked for, so that its relocations matter.
const BASE: u32 = 0x0203_0000;

/// Why a file is no program for this machine.
#[derive(Debug)]
pub enum ImageError {
    /// It cannot be read.
    Malformed(object::read::Error),
    /// It is for something else, or asks for more than there is.
    Unsuitable(String),
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => error.fmt(f),
            Self::Unsuitable(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for ImageError {}

impl From<object::read::Error> for ImageError {
    fn from(error: object::read::Error) -> Self {
        Self::Malformed(error)
    }
}

/// A program that is ready to be loaded.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    /// What is put where, how many bytes it takes, and what the program may do there.
    parts: Vec<(u32, Vec<u8>, usize, Right)>,
    /// Where it is entered.
    pub(crate) entry: u32,
}

impl Image {
    /// Reads an executable as the system's loader does.
    pub(crate) fn read(file: &[u8]) -> Result<Self, ImageError> {
        let unsuitable = |what: &str| ImageError::Unsuitable(what.to_owned());
        let pe = PeFile32::parse(file)?;
        let headers = pe.nt_headers();
        if headers.file_header().machine.get(LE) != IMAGE_FILE_MACHINE_ARM
            || headers.optional_header.subsystem.get(LE) != IMAGE_SUBSYSTEM_WINDOWS_CE_GUI
        {
            return Err(unsuitable("it is not for Windows CE on ARM"));
        }
        let size = headers.optional_header.size_of_image.get(LE) as usize;
        if size > 16 << 20 {
            return Err(unsuitable("it is too large"));
        }
        let mut image = vec![0; size];
        let mut parts = Vec::new();
        for section in pe.section_table().iter() {
            let start = section.virtual_address.get(LE) as usize;
            let bytes = section.pe_data(file)?;
            let length = bytes.len().min(section.virtual_size.get(LE) as usize);
            let place = image.get_mut(start..start + length);
            place
                .ok_or_else(|| unsuitable("a section is not in the image"))?
                .copy_from_slice(&bytes[..length]);
            let writable =
                section.characteristics.get(LE).contains(object::pe::IMAGE_SCN_MEM_WRITE);
            let right = if writable { Right::Write } else { Right::Read };
            parts.push((start, section.virtual_size.get(LE) as usize, right));
        }
        let moved = BASE.wrapping_sub(headers.optional_header.image_base.get(LE));
        let mut change = |place: u32, with: &dyn Fn(u32) -> u32| {
            let place =
                image.get_mut(place as usize..).and_then(|rest| rest.first_chunk_mut::<4>());
            let place = place.ok_or_else(|| unsuitable("a word is not in the image"))?;
            *place = with(u32::from_le_bytes(*place)).to_le_bytes();
            Ok::<_, ImageError>(())
        };
        let directories = pe.data_directories();
        let sections = pe.section_table();
        if let Some(mut blocks) = directories.relocation_blocks(file, &sections)? {
            while let Some(block) = blocks.next()? {
                for relocation in block {
                    if relocation.typ == IMAGE_REL_BASED_HIGHLOW {
                        change(relocation.virtual_address, &|word| word.wrapping_add(moved))?;
                    }
                }
            }
        }
        if let Some(table) = directories.import_table(file, &sections)? {
            let mut descriptors = table.descriptors()?;
            while let Some(descriptor) = descriptors.next()? {
                let library = table.name(descriptor.name.get(LE))?;
                if !library.eq_ignore_ascii_case(b"coredll.dll") {
                    return Err(unsuitable("it imports another DLL than coredll.dll"));
                }
                let mut thunks = table.thunks(descriptor.original_first_thunk.get(LE))?;
                let mut place = descriptor.first_thunk.get(LE);
                while let Some(thunk) = thunks.next::<object::pe::ImageNtHeaders32>()? {
                    if thunk.is_ordinal() {
                        return Err(unsuitable("it imports a function by its number"));
                    }
                    let (_, name) = table.hint_name(thunk.address())?;
                    let name = String::from_utf8_lossy(name);
                    let trap = traps::coredll(&name).ok_or_else(|| {
                        ImageError::Unsuitable(format!("coredll.dll has no {name} here"))
                    })?;
                    change(place, &|_| trap)?;
                    place += 4;
                }
            }
        }
        let parts = parts.into_iter().map(|(start, size, right)| {
            (
                BASE + start as u32,
                image[start..(start + size).min(image.len())].to_vec(),
                size,
                right,
            )
        });
        let entry = BASE + headers.optional_header.address_of_entry_point.get(LE);
        Ok(Self { parts: parts.collect(), entry })
    }

    /// Loads the program into an empty memory.
    pub(crate) fn load(&self, memory: &mut Memory) {
        for (start, bytes, size, right) in &self.parts {
            let region = memory.region(*start);
            memory.add(region, *size, *right, false);
            memory.put(*start, bytes);
        }
    }
}
