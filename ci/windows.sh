#!/bin/bash
# Builds cemapi.dll for 64-bit Windows and runs C++ programs on it under Wine.
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

cd "$root"
need_windows

windows_cargo build --release -p cemapi-library --lib
build_shim
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

windows_cargo test --release -p cemapi-abi -p cemapi-emulator
echo "cemapi.dll: $out/cemapi.dll"
