#!/bin/bash
# Fuzzes what reads journals, traces and scenarios, side by side, a minute each or as many seconds
# as FUZZ_SECONDS says. Every run begins with the same changes, so that nobody's work is held up by
# what chance has found; with another FUZZ_SEED others are tried.
#
# Nothing has to be there but Rust and, if something is missing, the right to install Debian
# packages. What is found stays in fuzz/artifacts; `cargo fuzz tmin` makes it small, and in
# tests/fuzzed/found it is tried by cargo test from then on. Status 0: nothing was found; 1:
# something was; 77: skipped, as this machine cannot do it.
set -uo pipefail
cd "$(dirname "$0")/.."
SKIPPED="nothing was fuzzed"
. ci/shared/debian.sh

seconds=${FUZZ_SECONDS:-60}
targets=(journal trace scenario)

# The fuzzer itself is written in C++.
command -v c++ >/dev/null || install g++
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "installing cargo-fuzz"
    cargo install --quiet --locked cargo-fuzz || skip "cargo-fuzz cannot be installed"
fi

# The tool makes journals of stored traces for the fuzzer to begin with.
cargo build --quiet --release || exit 1
tool=${CARGO_TARGET_DIR:-target}/release/cemapi-cts

# Coverage needs flags that only nightly has, or this.
export RUSTC_BOOTSTRAP=1
logs=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$logs"' EXIT
log=$logs/build
# What is fuzzed forbids unsafe code, so that a sanitizer would only make it slower.
fuzz() {
    cargo fuzz "$1" --sanitizer none "${@:2}"
}
if ! fuzz build >"$log" 2>&1; then
    # Code that does not compile is wrong; a compiler that cannot do it is no fault.
    if grep -q '^error\[E' "$log"; then
        grep -A 12 '^error' "$log"
        exit 1
    fi
    tail -20 "$log"
    skip "the fuzz targets cannot be built here"
fi

for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target"
done
find scenarios -name '*.ron' | sort | head -300 | while read -r file; do
    cp "$file" "fuzz/corpus/scenario/${file//\//-}"
done
find traces/emulator -name '*.snap' | sort | head -300 | while read -r file; do
    cp "$file" "fuzz/corpus/trace/${file//\//-}"
    "$tool" convert "$file" "fuzz/corpus/journal/$(basename "$file" .snap).journal" || exit 1
done

declare -A runs
for target in "${targets[@]}"; do
    fuzz run "$target" -- -seed="${FUZZ_SEED:-1}" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 >"$logs/$target" 2>&1 &
    runs[$target]=$!
done
failed=()
for target in "${targets[@]}"; do
    wait "${runs[$target]}"
    status=$?
    echo "=== $target, $seconds seconds"
    if [ "$status" -eq 0 ]; then
        grep -E '^(Done|stat::)' "$logs/$target"
    else
        tail -40 "$logs/$target"
        failed+=("$target")
    fi
done
if [ "${#failed[@]}" -gt 0 ]; then
    echo "FAILED: ${failed[*]}; the reason stands above"
    exit 1
fi
echo "nothing was found"
