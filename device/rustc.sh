#!/usr/bin/env bash
# Runs the compiler for cargo (RUSTC_WRAPPER) so that the same source gives the same program
# wherever it lies: no path gets into it, and crates of this repository are known by their names
# alone. Cargo mixes the folder of a package into the names of its functions, and their order
# follows from their names.
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
crate=
for ((place = 1; place < $#; place++)); do
    [ "${!place}" = --crate-name ] && next=$((place + 1)) && crate=${!next}
done
arguments=()
for argument; do
    case $crate:$argument in
        agent:metadata=* | cemapi_*:metadata=*) arguments+=("metadata=$crate") ;;
        *) arguments+=("$argument") ;;
    esac
done
exec "${arguments[@]}" "--remap-path-prefix=$source=." \
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
