#!/usr/bin/env bash
# Builds agent.exe for Windows CE on ARM, has others read it, and runs every scenario through it on
# the ARM interpreter.
#
# Nothing has to be there but Rust and, if something is missing, the right to install Debian
# packages. What is built stays under target/device. Status 0: all is well; 1: something is wrong;
# 77: skipped, as this machine cannot do it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
SKIPPED="nothing was built for Windows CE, and no scenario ran on ARM code"
. "$root/ci/shared/debian.sh"
built=${CARGO_TARGET_DIR:-$root/target}
target=$built/device
triple=armv4t-none-eabi
packages=(rustc-web cargo-web rust-web-src rust-web-clippy lld llvm file python3 python3-venv)
# What the README promises.
most=200000

fail() {
    echo "WRONG: $*" >&2
    exit 1
}

# rustup's compiler is first in the path, but only Debian's has the source of its own library.
complete() {
    local program
    for program in ld.lld llvm-readobj file python3 /usr/bin/rustc /usr/bin/cargo /usr/bin/cargo-clippy; do
        command -v $program >/dev/null || return 1
    done
    /usr/bin/rustc --version | grep -q 'built from a source tarball' \
        && [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/vendor" ]
}

# Cargo for Windows CE: COMMAND SOURCE TARGET-FOLDER ARGUMENTS...
device_cargo() {
    local command=$1 source=$2 folder=$3
    shift 3
    local flags=(-Clinker-flavor=ld.lld --cfg 'sha2_backend="soft"' --cfg 'sha2_backend_soft="compact"')
    (
        cd "$source/device"
        env PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTC_WRAPPER="$source/device/rustc.sh" \
            CARGO_TARGET_ARMV4T_NONE_EABI_LINKER="$(command -v ld.lld)" \
            CARGO_ENCODED_RUSTFLAGS="$(IFS=$'\x1f'; echo "${flags[*]}")" \
            cargo "$command" --quiet --locked --release -p cemapi-device-agent --target $triple \
            --target-dir "$folder" -Zbuild-std=core,alloc,compiler_builtins \
            -Zbuild-std-features=compiler-builtins-mem,optimize_for_size "$@"
    )
}

# Makes FILE.exe of what was built: TARGET-FOLDER FILE
executable() {
    "$target/release/cemapi-pe" "$1/$triple/release/agent" "$target/$2.exe" "$version" >/dev/null
}

# The same source at another place has to give the same bytes. The compiler's own library, which
# lies where it lay, takes most of the time and is not built again.
build_again() {
    local elsewhere
    elsewhere=$(mktemp -d)
    # shellcheck disable=SC2064
    trap "rm -rf '$elsewhere'" EXIT
    mkdir -p "$elsewhere/some where/source"
    tar -C "$root" --exclude=./target --exclude=./.git --exclude=./traces -cf - . \
        | tar -C "$elsewhere/some where/source" -xf -
    cp -a "$target/agent" "$elsewhere/built"
    find "$elsewhere/built" \( -name '*cemapi*' -o -name 'agent*' \) -prune -exec rm -rf {} +
    device_cargo build "$elsewhere/some where/source" "$elsewhere/built"
    executable "$elsewhere/built" again
    cmp "$target/agent.exe" "$target/again.exe" || fail "another folder gives another agent.exe"
    echo "built twice, at two places: the same $(stat -c %s "$target/agent.exe") bytes, sha256" \
        "$(sha256sum <"$target/agent.exe" | cut -c -64)"
}

# What others take the file for.
look() {
    local seen line
    seen=$(file -b "$target/agent.exe")
    echo "file: $seen"
    grep -q 'PE32 executable (Windows CE) ARM' <<<"$seen" || fail "that is something else"
    seen=$(llvm-readobj --file-headers --coff-imports "$target/agent.exe")
    for line in 'Machine: IMAGE_FILE_MACHINE_ARM ' 'IMAGE_SUBSYSTEM_WINDOWS_CE_GUI' \
        'Name: COREDLL.dll' 'Symbol: LoadLibraryW' 'Symbol: GetProcAddressW'; do
        grep -qF "$line" <<<"$seen" || fail "llvm-readobj does not see: $line"
    done
    [ "$(grep -c 'Symbol: ' <<<"$seen")" = 2 ] || fail "agent.exe imports more than two functions"
    echo "llvm-readobj: two imports, for Windows CE on ARM"
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
}

# The last line that a command prints, which has to succeed; all of it if it does not.
last_line() {
    local printed
    printed=$("$@" 2>&1) || { printf '%s\n' "$printed" >&2; fail "$*"; }
    echo "${printed##*$'\n'}"
}

cd "$root"
complete || install "${packages[@]}"
complete || skip "of ${packages[*]} something is missing still"
[ -x "$target/python/bin/pip" ] || python3 -m venv "$target/python" || skip "python3 makes no venv"
"$target/python/bin/pip" install --quiet --disable-pip-version-check pefile || skip "there is no pefile"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' device/Cargo.toml | head -n 1)

cargo fmt --manifest-path device/Cargo.toml --all --check
cargo clippy --quiet --locked --manifest-path device/Cargo.toml -p cemapi-pe --target-dir "$target" -- -D warnings
cargo build --quiet --locked --manifest-path device/Cargo.toml --release -p cemapi-pe --target-dir "$target"
device_cargo clippy "$root" "$target/agent" -- -D warnings
device_cargo build "$root" "$target/agent"
executable "$target/agent" agent
[ "$(stat -c %s "$target/agent.exe")" -lt $most ] || fail "agent.exe has $most bytes or more"
look
build_again

cargo build --quiet --locked --release --bin cemapi-cts
cts=$built/release/cemapi-cts
# One process after the other, as the target arm.
last_line "$cts" run --target "arm:$target/agent.exe"
# The same with other policies, and with a cemapi.dll that has numbers only.
sed "s#arm:target/device/#arm:$target/#" targets.ron >"$target/targets.ron"
for name in extended kopano wine-no-provider by-number; do
    (cd "$target" && last_line "$cts" run --target agent-$name --scenarios "$root/scenarios" --traces "$root/traces")
done
# The way a device takes: a card.
rm -rf "$target/card"
last_line "$cts" card pack "$target/card" --agent "$target/agent.exe"
last_line "$cts" card run "$target/card"
last_line "$cts" card import "$target/card"
# The other way: two of it connect to a run and share its scenarios.
host=127.0.0.1:25771
rm -rf "$target"/usb "$target"/usb2
last_line "$cts" card pack "$target/usb" --agent "$target/agent.exe" --tcp $host
cp -r "$target/usb" "$target/usb2"
"$cts" card run "$target/usb" >"$target/usb.txt" & first=$!
"$cts" card run "$target/usb2" >"$target/usb2.txt" & second=$!
last_line "$cts" run --target tcp:$host --secret "$target/usb/secret.txt"
wait $first && wait $second || fail "$(cat "$target/usb.txt" "$target/usb2.txt")"
# What can go wrong with a device, its card and its connection.
export CEMAPI_AGENT=$target/agent.exe
last_line cargo test --quiet --locked --test device --test tcp

# An agent that puts members of structures where they do not belong has to be noticed.
device_cargo build "$root" "$target/agent" --features wrong-offset
executable "$target/agent" wrong
if "$cts" run --target "arm:$target/wrong.exe" >"$target/wrong.txt"; then
    fail "nobody noticed that the structures of wrong.exe are wrong"
fi
echo "with a wrong offset: $(tail -n 1 "$target/wrong.txt")"
