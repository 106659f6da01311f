use object::{
    Object, ObjectSection, ObjectSymbol, RelocationFlags, RelocationTarget, elf,
    read::elf::ElfFile32,
};

use crate::{error::Error, image::BASE};

/// A part of memory that is loaded.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    /// Where it begins, counted from the start of the image.
    pub(crate) start: u32,
    /// What it holds at first; the rest is zeros.
    pub(crate) bytes: Vec<u8>,
    pub(crate) size: u32,
}

/// What an ELF file comes to.
#[derive(Debug)]
pub(crate) struct Program {
    /// Code, constants and data, in the order of their addresses.
    pub(crate) parts: [Part; 3],
    pub(crate) entry: u32,
    /// Where addresses stand that change when the image is loaded elsewhere.
    pub(crate) addresses: Vec<u32>,
    /// The words that the loader fills, and what with: `DLL:NAME`.
    pub(crate) imports: Vec<(u32, String)>,
}

/// What the symbol of a word begins with that the loader fills.
const IMPORT: &str = "import:";

impl Program {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let file = ElfFile32::<object::LittleEndian>::parse(bytes)?;
        let parts = [part(&file, ".text")?, part(&file, ".rdata")?, data(&file)?];
        let mut addresses = Vec::new();
        for name in [".text", ".rdata", ".data"] {
            let Some(section) = file.section_by_name(name) else { continue };
            for (address, relocation) in section.relocations() {
                let RelocationFlags::Elf { r_type } = relocation.flags() else { continue };
                match r_type {
                    elf::R_ARM_ABS32 | elf::R_ARM_TARGET1 => {
                        if !absolute(&file, relocation.target())? {
                            addresses.push(offset(address)?);
                        }
                    }
                    elf::R_ARM_NONE
                    | elf::R_ARM_CALL
                    | elf::R_ARM_JUMP24
                    | elf::R_ARM_REL32
                    | elf::R_ARM_PREL31
                    | elf::R_ARM_V4BX
                    | elf::R_ARM_THM_PC22 => {}
                    other => {
                        let what = format!("a relocation of type {other:?} at {address:#x}");
                        return Err(Error::Unsuitable(what));
                    }
                }
            }
        }
        addresses.sort_unstable();
        addresses.dedup();
        let mut imports = Vec::new();
        for symbol in file.symbols() {
            if let Some(import) = symbol.name()?.strip_prefix(IMPORT) {
                imports.push((offset(symbol.address())?, import.to_owned()));
            }
        }
        imports.sort_unstable();
        Ok(Self { parts, entry: offset(file.entry())?, addresses, imports })
    }
}

type File<'a> = ElfFile32<'a, object::LittleEndian>;

/// An address, counted from the start of the image.
fn offset(address: u64) -> Result<u32, Error> {
    let offset = address.checked_sub(BASE.into()).and_then(|offset| u32::try_from(offset).ok());
    offset.ok_or_else(|| Error::Unsuitable(format!("the address {address:#x} is not in the image")))
}

/// Whether a relocation is of a number that does not move along with the image.
fn absolute(file: &File<'_>, target: RelocationTarget) -> Result<bool, Error> {
    match target {
        RelocationTarget::Symbol(symbol) => {
            Ok(file.symbol_by_index(symbol)?.section() == object::SymbolSection::Absolute)
        }
        RelocationTarget::Section(_) => Ok(false),
        _ => Ok(true),
    }
}

fn part(file: &File<'_>, name: &'static str) -> Result<Part, Error> {
    let section = file.section_by_name(name);
    let section = section.ok_or_else(|| Error::Unsuitable(format!("there is no {name}")))?;
    let bytes = section.data()?.to_vec();
    Ok(Part { name, start: offset(section.address())?, size: bytes.len() as u32, bytes })
}

/// Data, and after it what is zero at first.
fn data(file: &File<'_>) -> Result<Part, Error> {
    let mut data = part(file, ".data")?;
    if let Some(zeros) = file.section_by_name(".bss") {
        data.size = data.size.max(offset(zeros.address() + zeros.size())? - data.start);
    }
    Ok(data)
}
