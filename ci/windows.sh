#!/bin/bash
# Builds cemapi.dll, the suite and its tests for 64-bit Windows and runs them under Wine: C++ programs
# on cemapi.dll; the suite of this machine on cemapi.dll, on Wine's own mapi32.dll, alone and with
# cemapi.dll for its mail client, and on an object that it makes; and the suite built for Windows.
#
# Nothing has to be there but Rust and, if something is missing, the right to install Debian
# packages. Everything that is built stays under target/windows. Status 0: all is well; 1: something
# is wrong; 77: skipped, as this machine cannot do it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
SKIPPED="nothing was built for Windows and nothing ran under Wine"
. "$root/ci/windows/tools.sh"

# One C++ program, without runtime libraries of its own.
build_program() {
    $gpp -std=c++11 -Wall -Wextra -Werror -O2 -static -I "$root/crates/library/include" \
        "$root/$1/$2.cpp" -o "$out/$2.exe" "$out/libcemapi.dll.a" -luuid
}

# Runs a program and compares its status and the last line that it prints with what they have to
# be: NAME POLICY STATUS LINE ARGUMENTS...
run_program() {
    local name=$1 policy=$2 status=$3 last=$4 printed got=0
    shift 4
    printed=$(CEMAPI_POLICY=$policy wine "$out/$name.exe" "$@" </dev/null 2>&1) || got=$?
    printed=${printed//$'\r'/}
    [ -z "$printed" ] || echo "$printed" | sed 's/^/    /'
    if [ "$got" != "$status" ] || [ "${printed##*$'\n'}" != "$last" ]; then
        echo "$name $* ($policy): status $got instead of $status, or its last line is not: $last" >&2
        exit 1
    fi
    echo "$name $* ($policy): status $got, as it should"
}

# Runs a call that ends the process: WHAT POLICY. Which status the end has is Wine's affair.
run_death() {
    local got=0
    CEMAPI_POLICY=$2 wine "$out/calls.exe" "$1" </dev/null >/dev/null 2>&1 || got=$?
    if [ "$got" = 0 ] || [ "$got" -ge 97 ] && [ "$got" -le 99 ]; then
        echo "calls $1 ($2): status $got, and it should have died" >&2
        exit 1
    fi
    echo "calls $1 ($2): died with status $got, as it should"
}

# Libraries of the tests, for a system without a compiler: SOURCE DLL.
build_library() {
    $gcc -shared -O1 -static "$1" -o "$2"
}

# The suite of this machine, quietly if all is well: TARGET ARGUMENTS...
run_suite() {
    local target=$1
    shift
    "$cts" run --target "$target" "$@" </dev/null >"$out/$target.txt" 2>&1 || {
        grep -v '^MARKED\|^SKIPPED' "$out/$target.txt" >&2
        exit 1
    }
    tail -n 1 "$out/$target.txt"
}

# One scenario's file on four targets: the same calls come to the same on the first three, and on
# the fourth to what its marks say.
run_on_four() {
    local name=$1 target
    echo "$name:"
    for target in emulator libcemapi cemapi-dll wine-mapi32; do
        "$cts" show "$name" --target "$target" --complete </dev/null \
            | sed -n '/^    calls: /,/^    end: /p' >"$out/four-$target.txt"
    done
    for target in libcemapi cemapi-dll; do
        cmp "$out/four-emulator.txt" "$out/four-$target.txt" || exit 1
        echo "    $target: as on the emulator"
    done
    ! cmp -s "$out/four-emulator.txt" "$out/four-wine-mapi32.txt" || exit 1
    "$cts" run "$name" --exact --target wine-mapi32 </dev/null | sed 's/^/    /'
}

cd "$root"
shopt -s nullglob
need_windows

build_windows
build_program examples/cpp end-session
build_program examples/cpp send-mail
build_program crates/library/tests/c calls
build_program crates/library/tests/c messages
start_wine

run_program end-session ce 0 MAPIUninitialize
run_program end-session extended 0 MAPIUninitialize
run_program end-session wine-no-provider 1 'MAPIInitialize           0x80040605'
run_program send-mail ce 0 sent

run_program calls ce 0 '' memory
run_program calls ce 0 '' slots
run_program calls extended 0 '' extended
run_program calls ce 0 '' threads
run_program calls ce 98 '' underflow
run_program messages ce 0 '' streams
run_program messages ce 0 '' tables
run_program messages ce 0 '' events
run_program messages extended 0 '' events-elsewhere
run_death after-release ce
run_death free-twice extended
run_death underflow kopano

# The suite of this machine, with workers under Wine.
cargo build --release --workspace
cts=${CARGO_TARGET_DIR:-$root/target}/release/cemapi-cts
build_library tests/foreign/wine-iprop.c "$out/wine-iprop.dll"
forget_mail_client
rm -f "$WINEPREFIX/drive_c/windows/system32/cemapi.dll"
run_on_four teardown/double-logoff
run_suite cemapi-dll
run_suite wine-mapi32
run_suite wine-mapi32-by-number memory
run_suite wine-iprop --scenarios tests/foreign/scenarios --traces tests/foreign/traces
cp "$out/cemapi.dll" "$WINEPREFIX/drive_c/windows/system32/"
register_mail_client 'C:\windows\system32\cemapi.dll'
run_suite wine-mail-client
forget_mail_client
rm "$WINEPREFIX/drive_c/windows/system32/cemapi.dll"

# The suite built for Windows, and its tests.
mkdir -p "$out/fixtures"
for source in tests/misbehaving/*.c; do
    build_library "$source" "$out/fixtures/$(basename "$source" .c).dll"
done
export CEMAPI_FIXTURES=$out/fixtures
tests=(misbehaving command contract mistakes rules traces journal conformance)
for test in crates/{abi,emulator}/tests/{*.rs,*/main.rs}; do
    test=${test%/main.rs} test=${test##*/}
    tests+=("${test%.rs}")
done
# In one command, since each choice of packages would be a build of its own.
windows_cargo test --release -p cemapi-cts -p cemapi-abi -p cemapi-emulator --lib "${tests[@]/#/--test=}"
# Of the trials that go well nothing is told but how many there are.
CEMAPI_TARGET=cemapi-dll-on-windows \
    windows_cargo test --release -p cemapi-cts --test conformance | grep -v '\.\.\. ok'
wine "$out/cemapi-cts.exe" run </dev/null | tail -n 1
echo "cemapi.dll: $out/cemapi.dll"
