#!/bin/bash
# Builds agent.exe for Windows CE on ARM, has others read it, and runs every scenario through it on
# the ARM interpreter.
#
# Nothing has to be there but Rust and, if something is missing, the right to install Debian
# packages. Everything that is built stays under target/device. Status 0: all is well; 1: something
# is wrong; 77: skipped, as this machine cannot do it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}/device
triple=armv4t-none-eabi
packages=(rustc-web cargo-web rust-web-src lld llvm file)

# rustup's compiler is first in the path, but only Debian's has the source of its own library.
rustc=/usr/bin/rustc
cargo=/usr/bin/cargo

skip() {
    echo "SKIPPED: $*" >&2
    echo "SKIPPED: nothing was built for Windows CE, and no scenario ran on ARM code" >&2
    exit 77
}

complete() {
    command -v ld.lld >/dev/null && command -v llvm-readobj >/dev/null && command -v file >/dev/null \
        && [ -x $rustc ] && [ -x $cargo ] && $rustc --version | grep -q 'built from a source tarball' \
        && [ -d "$($rustc --print sysroot)/lib/rustlib/src/rust/library/vendor" ]
}

install() {
    command -v apt-get >/dev/null || skip "there is no apt-get to install ${packages[*]}"
    local as=()
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || skip "installing ${packages[*]} needs root"
        as=(sudo -n)
    fi
    echo "installing ${packages[*]}"
    "${as[@]}" apt-get -qq -o DPkg::Lock::Timeout=400 update || skip "apt-get update failed"
    DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get -qq -o DPkg::Lock::Timeout=400 install -y \
        --no-install-recommends "${packages[@]}" >/dev/null || skip "apt-get install failed"
}

# Builds an agent: NAME CARGO-ARGUMENTS... No path of this machine gets into it.
build() {
    local name=$1
    shift
    (
        cd "$root/device"
        env RUSTC=$rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_ARMV4T_NONE_EABI_LINKER="$(command -v ld.lld)" \
            CARGO_ENCODED_RUSTFLAGS="$(printf '%s\x1f' -Clinker-flavor=ld.lld \
                "--remap-path-prefix=$root=." \
                "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo" \
                "--remap-path-prefix=$target=target" \
                | head -c -1)" \
            $cargo build --quiet --release -p cemapi-device-agent --target $triple \
            --target-dir "$target/$name" -Zbuild-std=core,alloc,compiler_builtins \
            -Zbuild-std-features=compiler-builtins-mem "$@"
    )
    "$target/release/cemapi-pe" "$target/$name/$triple/release/agent" "$target/$name.exe" 0.1.0
}

fail() {
    echo "WRONG: $*" >&2
    exit 1
}

# What others take the file for.
look() {
    local seen
    seen=$(file -b "$target/agent.exe")
    echo "file: $seen"
    grep -q 'PE32 executable (Windows CE) ARM' <<<"$seen" || fail "that is something else"
    seen=$(llvm-readobj --file-headers --coff-imports "$target/agent.exe")
    for line in 'Machine: IMAGE_FILE_MACHINE_ARM ' 'IMAGE_SUBSYSTEM_WINDOWS_CE_GUI' \
        'Name: COREDLL.dll' 'Symbol: LoadLibraryW' 'Symbol: GetProcAddressW'; do
        grep -qF "$line" <<<"$seen" || fail "llvm-readobj does not see: $line"
    done
    [ "$(grep -c 'Symbol: ' <<<"$seen")" = 2 ] || fail "agent.exe imports more than two functions"
    if python3 -m venv "$target/python" 2>/dev/null \
        && "$target/python/bin/pip" install --quiet pefile 2>/dev/null; then
        "$target/python/bin/python" - "$target/agent.exe" <<'PYTHON' || fail "pefile"
import sys, pefile
pe = pefile.PE(sys.argv[1])
# The two imports are the ones that packers have too; nothing else may look odd.
odd = [w for w in pe.get_warnings() if "typical of packed executables" not in w]
assert not odd, odd
names = [i.name.decode() for d in pe.DIRECTORY_ENTRY_IMPORT for i in d.imports]
assert names == ["LoadLibraryW", "GetProcAddressW"], names
strings = {k: v for t in pe.FileInfo[0] if t.Key == b"StringFileInfo"
           for s in t.StringTable for k, v in s.entries.items()}
print("pefile:", len(pe.DIRECTORY_ENTRY_BASERELOC), "pages of relocations, version",
      strings[b"FileVersion"].decode())
PYTHON
    else
        echo "pefile cannot be had here; file(1) and llvm-readobj have read the file" >&2
    fi
}

cd "$root"
complete || install
complete || skip "of ${packages[*]} something is missing still"

(cd device && cargo build --quiet --release -p cemapi-pe --target-dir "$target")
build agent
look
cargo build --quiet --release --target-dir "$target" --bin cemapi-cts
cts=$target/release/cemapi-cts

# One process after the other, as the target arm.
"$cts" run --target "arm:$target/agent.exe" | tail -1
# The way a device takes: a card.
rm -rf "$target/card"
"$cts" card pack "$target/card" --agent "$target/agent.exe"
"$cts" card run "$target/card"
"$cts" card import "$target/card" | tail -1

# An agent that puts members of structures where they do not belong has to be noticed.
build wrong --features wrong-offset
if "$cts" run --target "arm:$target/wrong.exe" >"$target/wrong.txt"; then
    fail "nobody noticed that the structures of wrong.exe are wrong"
fi
echo "with wrong structures: $(tail -1 "$target/wrong.txt")"
sha256sum "$target/agent.exe"
