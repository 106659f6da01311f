#!/usr/bin/env bash
# Fuzzes the readers of journals, traces and scenarios, a minute each (or FUZZ_SECONDS each).
#
# Exits 77 with the reason where fuzzing is not possible. What is found stays in fuzz/artifacts; put
# it, made small by `cargo fuzz tmin`, into tests/fuzzed, where cargo test tries it every time.
set -uo pipefail
cd "$(dirname "$0")/.."

skip() {
    echo "fuzz: skipped: $1"
    exit 77
}

if ! cargo fuzz --version >/dev/null 2>&1; then
    cargo install cargo-fuzz --locked || skip "cargo-fuzz cannot be installed"
fi
# The sanitizer that finds its way needs flags of the compiler that only nightly has, or this.
export RUSTC_BOOTSTRAP=1
cargo fuzz build >/dev/null 2>&1 || {
    cargo fuzz build
    skip "the fuzz targets cannot be built here"
}

# What the fuzzer begins with: traces, scenarios and journals of all kinds.
seed() {
    mkdir -p "fuzz/corpus/$1"
}
for target in journal trace scenario; do seed "$target"; done
find scenarios -name '*.ron' | head -300 | while read -r file; do
    cp "$file" "fuzz/corpus/scenario/$(echo "$file" | tr / -)"
done
find traces/emulator -name '*.snap' | head -300 | while read -r file; do
    cp "$file" "fuzz/corpus/trace/$(echo "$file" | tr / -)"
    cargo run --quiet --release -- convert "$file" "fuzz/corpus/journal/$(basename "$file").journal"
done

failed=0
for target in journal trace scenario; do
    cargo fuzz run "$target" -- -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 \
        -rss_limit_mb=2048 -print_final_stats=1 2>&1 | tail -20
    [ "${PIPESTATUS[0]}" -eq 0 ] || failed=1
done
exit "$failed"
