use crate::error::Error;

/// Bit of a lookup entry: the rest is an ordinal.
const BY_ORDINAL: u32 = 1 << 31;

/// The directory of imports, which the loader works through.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    pub(crate) bytes: Vec<u8>,
    /// What each filled word holds in the file: the same as in the directory.
    pub(crate) words: Vec<(u32, u32)>,
}

/// The words of one DLL; they stand one after the other.
struct Library<'a> {
    name: &'a str,
    first: u32,
    functions: Vec<&'a str>,
}

fn libraries(imports: &[(u32, String)]) -> Result<Vec<Library<'_>>, Error> {
    let mut libraries: Vec<Library<'_>> = Vec::new();
    for (place, import) in imports {
        let Some((name, function)) = import.split_once(':') else {
            return Err(Error::Unsuitable(format!("`{import}` names no DLL and function")));
        };
        let next = |library: &&mut Library<'_>| {
            library.name == name && library.first + 4 * library.functions.len() as u32 == *place
        };
        match libraries.last_mut().filter(|library| next(library)) {
            Some(library) => library.functions.push(function),
            None => libraries.push(Library { name, first: *place, functions: vec![function] }),
        }
    }
    Ok(libraries)
}

/// The directory as it stands at `start` in the image.
pub(crate) fn directory(imports: &[(u32, String)], start: u32) -> Result<Imports, Error> {
    const DESCRIPTOR: usize = 20;
    let libraries = libraries(imports)?;
    let mut lookups = start + (DESCRIPTOR * (libraries.len() + 1)) as u32;
    let words: usize = libraries.iter().map(|library| library.functions.len() + 1).sum();
    let names_start = lookups + 4 * words as u32;
    let (mut head, mut middle, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut filled = Vec::new();
    let mut name = |hint: &[u8], name: &str| {
        let place = names_start + names.len() as u32;
        names.extend([hint, name.as_bytes(), b"\0"].concat());
        names.resize(names.len().next_multiple_of(2), 0);
        place
    };
    for library in &libraries {
        let words = [lookups, 0, 0, name(b"", library.name), library.first];
        head.extend(words.into_iter().flat_map(u32::to_le_bytes));
        for (place, function) in (library.first..).step_by(4).zip(&library.functions) {
            let entry = match function.strip_prefix('#') {
                Some(ordinal) => match ordinal.parse::<u16>() {
                    Ok(ordinal) => BY_ORDINAL | u32::from(ordinal),
                    Err(_) => {
                        return Err(Error::Unsuitable(format!("`{function}` is no ordinal")));
                    }
                },
                None => name(&[0, 0], function),
            };
            middle.extend(entry.to_le_bytes());
            filled.push((place, entry));
        }
        middle.extend([0; 4]);
        lookups += 4 * (library.functions.len() + 1) as u32;
    }
    head.extend([0; DESCRIPTOR]);
    Ok(Imports { bytes: [head, middle, names].concat(), words: filled })
}
