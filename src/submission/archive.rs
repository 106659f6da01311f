use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use cemapi_agent::card::hash;
use tar::{Builder, EntryType, Header};

use super::SubmissionError;
use crate::target::library::hex;

/// The files of a submission, by their names.
pub(super) type Contents = BTreeMap<String, Vec<u8>>;

/// The file that has the hash of every other, as `sha256sum` writes and checks it.
pub(super) const SUMS: &str = "SHA256SUMS";

/// The hashes of files.
pub(super) fn sums(contents: &Contents) -> String {
    let others = contents.iter().filter(|(name, _)| *name != SUMS);
    others.map(|(name, bytes)| format!("{}  {name}\n", hex(&hash(bytes)))).collect()
}

/// Writes files as a tar archive: the same files always give the same bytes.
pub(super) fn write(contents: &Contents) -> io::Result<Vec<u8>> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in contents {
        let mut header = Header::new_ustar();
        header.set_path(name)?;
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        builder.append(&header, &**bytes)?;
    }
    builder.into_inner()
}

/// Reads the files of an archive, which has to be exactly as [`write`] writes it: then there is no
/// byte in it that is not looked at. What is read never takes more memory than the archive.
pub(super) fn read(archive: &[u8]) -> Result<Contents, SubmissionError> {
    let foreign = |_| SubmissionError::Foreign;
    let mut contents = Contents::new();
    for entry in tar::Archive::new(archive).entries().map_err(foreign)? {
        let mut entry = entry.map_err(foreign)?;
        let name = entry.path().map_err(foreign)?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(foreign)?;
        if contents.insert(name.clone(), bytes).is_some() {
            return Err(SubmissionError::Twice(name));
        }
    }
    if contents.is_empty() {
        return Err(SubmissionError::Foreign);
    }
    match write(&contents) {
        Ok(written) if written == archive => Ok(contents),
        _ => Err(SubmissionError::Altered),
    }
}
