//! Writes the C headers anew from the registry.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("include");
    fs::create_dir_all(&folder)?;
    for (name, text) in cemapi::headers::all() {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}
