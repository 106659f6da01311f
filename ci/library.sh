#!/usr/bin/env bash
# Runs all scenarios on the emulator's library, in worker processes: they have to come to the same
# traces as on the emulator itself, to the byte, with each of its policies.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --release --workspace
for target in libcemapi libcemapi-extended libcemapi-kopano libcemapi-wine-no-provider; do
    cargo run --quiet --release --bin cemapi-cts -- run --target $target | tail -n 1
done
