//! The version that a program shows, as a directory of resources with nothing else in it.

/// The kind of a version resource.
const RT_VERSION: u32 = 16;

/// The language of what it says: English, United States, in UTF-16.
const LANGUAGE: u32 = 0x0409;
const CODE_PAGE: u32 = 1200;

/// A block of a version resource: its size, its value's length and kind, its key, its value, and
/// then the blocks within it, everything at multiples of four.
fn block(key: &str, value: &[u8], text: bool, within: &[Vec<u8>]) -> Vec<u8> {
    let length = if text { value.len() / 2 } else { value.len() };
    let mut block = Vec::new();
    block.extend([0; 2]);
    block.extend((length as u16).to_le_bytes());
    block.extend(u16::from(text).to_le_bytes());
    block.extend(utf16(key));
    for piece in std::iter::once(value).chain(within.iter().map(Vec::as_slice)) {
        block.resize(block.len().next_multiple_of(4), 0);
        block.extend(piece);
    }
    let size = block.len() as u16;
    block[..2].copy_from_slice(&size.to_le_bytes());
    block
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().copied().flat_map(u32::to_le_bytes).collect()
}

/// The directory that shows a version such as `0.1.0`, for any place in an image.
pub(crate) fn resource(version: &str) -> impl Fn(u32) -> Vec<u8> + use<> {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0) & 0xFFFF;
    let (high, low) = (next() << 16 | next(), next() << 16);
    let fixed = words(&[0xFEEF_04BD, 0x1_0000, high, low, high, low, 0x3F, 0, 4, 1, 0, 0, 0]);
    let text = |key, value: &str| block(key, &utf16(value), true, &[]);
    let strings = [
        text("FileDescription", "Conformance tests for CE MAPI"),
        text("FileVersion", version),
        text("OriginalFilename", "agent.exe"),
        text("ProductName", "cemapi-cts"),
        text("ProductVersion", version),
    ];
    let table = block("040904B0", &[], true, &strings);
    let translation = words(&[CODE_PAGE << 16 | LANGUAGE]);
    let inside = [
        block("StringFileInfo", &[], true, &[table]),
        block("VarFileInfo", &[], true, &[block("Translation", &translation, false, &[])]),
    ];
    let version = block("VS_VERSION_INFO", &fixed, false, &inside);
    move |start| {
        // Three directories of one entry each: the kind, the number, the language.
        const SUBDIRECTORY: u32 = 1 << 31;
        let one = [0, 0, 0, 1 << 16];
        let mut bytes = Vec::new();
        for entry in [[RT_VERSION, SUBDIRECTORY | 24], [1, SUBDIRECTORY | 48], [LANGUAGE, 72]] {
            bytes.extend(words(&one));
            bytes.extend(words(&entry));
        }
        bytes.extend(words(&[start + 88, version.len() as u32, CODE_PAGE, 0]));
        bytes.extend(&version);
        bytes
    }
}
