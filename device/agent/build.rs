//! Tells the linker where things lie in a Windows CE executable.

fn main() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    println!("cargo::rerun-if-changed=agent.ld");
    println!("cargo::rustc-link-arg-bins=-T{folder}/agent.ld");
    // What has to be changed when the program is loaded elsewhere is found in these.
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    println!("cargo::rustc-link-arg-bins=-zmax-page-size=4096");
}
