#!/bin/bash
# Records programs: the examples in C++ on Linux, and under Wine a client of MAPI that is not this
# project's, with the recorder between Wine's mapi32 and the emulator.
#
# Nothing has to be there but Rust and, if something is missing, the right to install Debian
# packages. Status 0: all is well; 1: something is wrong; 77: the part under Wine was skipped.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
SKIPPED="nothing was recorded under Wine; what was recorded on Linux is above"
. "$root/ci/windows/tools.sh"
cd "$root"

built=${CARGO_TARGET_DIR:-target}/release
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# The last line that a command prints and the status that it ends with have to be these:
# STATUS LINE COMMAND...
ends() {
    local status=$1 last=$2 printed got=0
    shift 2
    printed=$("$@" 2>&1 </dev/null) || got=$?
    printed=${printed//$'\r'/}
    echo "$printed" | sed 's/^/    /'
    if [ "$got" != "$status" ] || [ "${printed##*$'\n'}" != "$last" ]; then
        echo "$*: status $got instead of $status, or its last line is not: $last" >&2
        exit 1
    fi
}

# Two traces have to be of the same calls.
same_calls() {
    local calls
    calls=$("$built/cemapi-cts" show "$1" | grep -c '): ')
    ends 0 "$1 and $2: $calls calls, no difference. ok" "$built/cemapi-cts" diff "$1" "$2"
}

# The examples on Linux: NAME STATUS LAST-LINE
record() {
    g++ -std=c++11 -Wall -Wextra -Werror -I crates/library/include "examples/cpp/$1.cpp" \
        -L "$built" -lcemapi -Wl,-rpath,"$(realpath "$built")" -o "$place/$1"
    ends 0 "$place/$1.journal: $3" \
        "$built/cemapi-cts" record -o "$place/$1.journal" -- "$place/$1"
    ends "$2" "$place/$1.journal: $3" "$built/cemapi-cts" check "$place/$1.journal"
}

command -v g++ >/dev/null || install g++
cargo build --quiet --release --workspace
record end-session 0 "5 calls, no rule broken. ok"
record send-mail 0 "26 calls, no rule broken. ok"
record leaks 1 "28 calls, 8 findings (6 errors, 2 warnings). FAILED"

need_windows
build_windows
(cd examples/outlook-mapi && windows_cargo build --release --locked)
$gcc -Wall -Wextra -Werror -O2 ci/windows/loop.c -o "$out/loop.exe"
for example in end-session send-mail leaks; do
    $gpp -std=c++11 -Wall -Wextra -Werror -O2 -static -I crates/library/include \
        "examples/cpp/$example.cpp" -o "$out/$example.exe" "$out/libcemapi.dll.a" -luuid
done
start_wine
trap 'rm -rf "$place"; wineserver -k </dev/null >/dev/null 2>&1 || true' EXIT

# A file as programs under Wine name it.
windows_path() {
    local path
    path=$(realpath -m "$1")
    echo "Z:${path//\//\\}"
}

CEMAPI_RECORD_LIBRARY=$(windows_path "$out/cemapi.dll")
export CEMAPI_RECORD_LIBRARY CEMAPI_RECORD_TIMES=1

# Below mapi32: the client's calls have to be those that are kept in the repository.
register_mail_client "$(windows_path "$out/cemapi_recorder.dll")"
CEMAPI_RECORD_FILE=$(windows_path "$place/outlook-mapi.journal")
export CEMAPI_RECORD_FILE
ends 0 "Text Messages: opened" wine "$out/outlook-mapi-client.exe"
same_calls examples/outlook-mapi/trace.ron "$place/outlook-mapi.journal"

# Beside the program, under the library's name.
beside=$place/beside
mkdir "$beside"
cp "$out/cemapi_recorder.dll" "$beside/cemapi.dll"
for example in end-session send-mail leaks; do
    cp "$out/$example.exe" "$beside"
    CEMAPI_RECORD_FILE=$(windows_path "$place/$example.wine.journal")
    wine "$beside/$example.exe" </dev/null >/dev/null
    same_calls "$place/$example.journal" "$place/$example.wine.journal"
done

# Beside the program, as mapi32.dll: once with the emulator for the real one, and once with Wine's
# own, which asks the emulator. The calls are the same as before.
beside=$place/mapi32
mkdir "$beside"
cp "$out/cemapi_recorder.dll" "$beside/mapi32.dll"
cp "$out/outlook-mapi-client.exe" "$beside"
cp examples/outlook-mapi/trace.ron "$place/outlook-mapi-client.journal"
for example in end-session send-mail leaks; do
    $gpp -std=c++11 -Wall -Wextra -Werror -O2 -static -I crates/library/include \
        "examples/cpp/$example.cpp" -o "$beside/$example.exe" -lmapi32 -luuid
done
register_mail_client "$(windows_path "$out/cemapi.dll")"
as_mapi32() { WINEDLLOVERRIDES="$WINEDLLOVERRIDES;mapi32=n,b" wine "$beside/$1.exe"; }
for real in "$(windows_path "$out/cemapi.dll")" 'C:\windows\system32\mapi32.dll'; do
    CEMAPI_RECORD_LIBRARY=$real
    for program in end-session send-mail leaks outlook-mapi-client; do
        rm -f "$place/mapi32.journal"
        CEMAPI_RECORD_FILE=$(windows_path "$place/mapi32.journal")
        as_mapi32 "$program" </dev/null >/dev/null
        same_calls "$place/$program.journal" "$place/mapi32.journal"
    done
done
# By its name alone the recorder finds itself.
CEMAPI_RECORD_LIBRARY=mapi32.dll
ends 1 "MAPIInitialize           0x80004005" as_mapi32 end-session
forget_mail_client

# A library that looks at its places says the same of good ones and of bad ones.
picky=$place/picky
mkdir -p "$picky/recorded"
$gpp -std=c++11 -Wall -Wextra -Werror -O2 -shared -static tests/recording/picky.cpp \
    -o "$picky/cemapi.dll"
$gcc -Wall -Wextra -Werror -O2 ci/windows/places.c -o "$picky/places.exe"
cp "$picky/places.exe" "$picky/recorded"
cp "$out/cemapi_recorder.dll" "$picky/recorded/cemapi.dll"
CEMAPI_RECORD_LIBRARY=$(windows_path "$picky/cemapi.dll")
CEMAPI_RECORD_FILE=$(windows_path "$place/places.journal")
wine "$picky/places.exe" </dev/null >"$place/alone.txt"
wine "$picky/recorded/places.exe" </dev/null >"$place/recorded.txt"
cmp "$place/alone.txt" "$place/recorded.txt"
echo "places that are good and bad: $(wc -l <"$place/alone.txt") calls come to the same, recorded"

# What a call costs through mapi32: alone, recorded, and with Wine's own tracer of mapi32's calls.
# Wine's tracer is silent if nobody can read what it says, so it gets a file.
cost() { wine "$out/loop.exe" "$@" </dev/null 2>"$place/said" | tr -d '\r'; }
CEMAPI_RECORD_FILE=$(windows_path "$place/loop.journal")
CEMAPI_RECORD_LIBRARY=$(windows_path "$out/cemapi.dll")
register_mail_client "$(windows_path "$out/cemapi_recorder.dll")"
recorded=$(cost 100 20000)
register_mail_client "$(windows_path "$out/cemapi.dll")"
alone=$(cost 100 20000)
wine reg add 'HKCU\Software\Wine\Debug' /v RelayInclude /d 'mapi32.*' /f </dev/null >/dev/null
relayed=$(WINEDEBUG=+relay cost 20 2000)
forget_mail_client
LC_ALL=C awk -v alone="$alone" -v recorded="$recorded" -v relayed="$relayed" 'BEGIN {
    ratio = (relayed - alone) / (recorded - alone)
    printf "a call through mapi32: %s ns alone, %s ns recorded, %s ns with WINEDEBUG=+relay\n", \
        alone, recorded, relayed
    printf "what is added: recording costs %.1f times less; the bar of 10 is %s\n", ratio, \
        (ratio >= 10) ? "kept" : "MISSED"
}'
