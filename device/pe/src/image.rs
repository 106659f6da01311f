use object::{
    pe,
    write::pe::{NtHeaders, Writer},
};

use crate::{error::Error, import, program::Program};

/// Where an image wants to be loaded: where Windows CE loads every program.
pub(crate) const BASE: u32 = 0x10000;

const PAGE: u32 = 0x1000;
const FILE_ALIGNMENT: u32 = 0x200;

/// The oldest Windows CE that is to take the file: 4.20, which is Windows Mobile 2003.
const SYSTEM: (u16, u16) = (4, 20);

/// Builds the file.
pub(crate) fn build(mut program: Program, resource: &Resource) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(false, PAGE, FILE_ALIGNMENT, &mut bytes);
    writer.reserve_dos_header();
    writer.reserve_nt_headers(pe::IMAGE_NUMBEROF_DIRECTORY_ENTRIES);
    writer.reserve_section_headers(program.parts.len() as u16 + 3);

    let mut ranges = Vec::new();
    for part in &program.parts {
        writer.reserve_virtual_until(part.start);
        let rights = match part.name {
            ".text" => pe::IMAGE_SCN_CNT_CODE | pe::IMAGE_SCN_MEM_EXECUTE,
            ".rdata" => pe::IMAGE_SCN_CNT_INITIALIZED_DATA,
            _ => pe::IMAGE_SCN_CNT_INITIALIZED_DATA | pe::IMAGE_SCN_MEM_WRITE,
        };
        let rights = rights | pe::IMAGE_SCN_MEM_READ;
        let length = part.bytes.len() as u32;
        let range = writer.reserve_section(section_name(part.name), rights, part.size, length);
        if range.virtual_address != part.start {
            let what = format!("{} would be at {:#x}", part.name, range.virtual_address);
            return Err(Error::Unsuitable(what));
        }
        ranges.push(range);
    }

    let imports = import::directory(&program.imports, writer.virtual_len())?;
    let directory = writer.reserve_idata_section(imports.bytes.len() as u32);
    for (place, word) in &imports.words {
        let part = program.parts.iter_mut().rfind(|part| part.start <= *place);
        let place = part.and_then(|part| {
            let start = (*place - part.start) as usize;
            part.bytes.get_mut(start..start + 4)
        });
        let Some(place) = place else {
            return Err(Error::Unsuitable("an import has no word in the data".to_owned()));
        };
        place.copy_from_slice(&word.to_le_bytes());
    }
    let resource = resource(writer.virtual_len());
    let resource_range = writer.reserve_rsrc_section(resource.len() as u32);
    for address in &program.addresses {
        writer.add_reloc(*address, pe::IMAGE_REL_BASED_HIGHLOW);
    }
    writer.reserve_reloc_section();

    writer.write_empty_dos_header()?;
    writer.write_nt_headers(headers(program.entry));
    writer.write_section_headers();
    for (part, range) in program.parts.iter().zip(ranges) {
        writer.write_section(range.file_offset, &part.bytes);
    }
    writer.write_section(directory.file_offset, &imports.bytes);
    writer.write_section(resource_range.file_offset, &resource);
    writer.write_reloc_section();
    Ok(bytes)
}

/// Makes a directory of resources for the place in the image where it will stand.
pub(crate) type Resource = dyn Fn(u32) -> Vec<u8>;

fn section_name(name: &str) -> [u8; 8] {
    let mut padded = [0; 8];
    for (place, byte) in padded.iter_mut().zip(name.bytes()) {
        *place = byte;
    }
    padded
}

const fn headers(entry: u32) -> NtHeaders {
    NtHeaders {
        machine: pe::IMAGE_FILE_MACHINE_ARM,
        // The same source gives the same bytes, so there is no time in them.
        time_date_stamp: 0,
        characteristics: FILE_FLAGS,
        major_linker_version: 0,
        minor_linker_version: 0,
        address_of_entry_point: entry,
        image_base: BASE as u64,
        major_operating_system_version: SYSTEM.0,
        minor_operating_system_version: SYSTEM.1,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: SYSTEM.0,
        minor_subsystem_version: SYSTEM.1,
        subsystem: pe::IMAGE_SUBSYSTEM_WINDOWS_CE_GUI,
        dll_characteristics: pe::DllFlags(0),
        size_of_stack_reserve: 0x10_0000,
        size_of_stack_commit: 0x1000,
        size_of_heap_reserve: 0x10_0000,
        size_of_heap_commit: 0x1000,
    }
}

const FILE_FLAGS: pe::FileFlags = pe::FileFlags(
    pe::IMAGE_FILE_EXECUTABLE_IMAGE.0
        | pe::IMAGE_FILE_32BIT_MACHINE.0
        | pe::IMAGE_FILE_LINE_NUMS_STRIPPED.0
        | pe::IMAGE_FILE_LOCAL_SYMS_STRIPPED.0,
);
