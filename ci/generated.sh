#!/usr/bin/env bash
# Writes the generated documents anew, and fails if one of them was not current.
set -euo pipefail
cd "$(dirname "$0")/.."

tool() { cargo run --quiet --release -- "$@"; }

stale=0
current() {
    local file=$1
    shift
    tool "$@" >"$file.new"
    if ! diff -u "$file" "$file.new"; then
        echo "$file was not current; it has been written anew"
        stale=1
    fi
    mv "$file.new" "$file"
}

current docs/clauses.md coverage --form markdown
current docs/policies.md policies --form markdown
[ "$stale" -eq 0 ] && echo "docs/clauses.md and docs/policies.md are current"
exit "$stale"
