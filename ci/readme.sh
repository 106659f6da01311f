#!/usr/bin/env bash
# Runs every command that the documents show, so that they never lie.
#
# Each line of an ```sh block is run, in the repository's root. Where a ```text block follows, it
# has to be what the commands print, to the letter, whatever their exit status; where none follows,
# the commands have to succeed. `cargo test` is run once, and not at all if TESTED says that it was.
set -uo pipefail
cd "$(dirname "$0")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# What is installed goes to a folder of its own, and cargo keeps quiet about its own work.
export CARGO_INSTALL_ROOT=$place CARGO_TERM_QUIET=true CARGO_TERM_COLOR=never NO_COLOR=1
export PATH=$place/bin:$PATH
cargo build --release || exit 1
mkdir -p target

blocks=0 wrong=0 tested=${TESTED:-}

# Runs a block of commands, and compares what they print with the block of text below it, if any.
check() {
    local where=$1 block=$2 expected=$3 compared=$4 printed status
    blocks=$((blocks + 1))
    if grep -qx 'cargo test' <<<"$block"; then
        [ -z "$tested" ] || block=$(grep -vx 'cargo test' <<<"$block")
        tested=yes
    fi
    printed=$(bash -c "$block" 2>&1)
    status=$?
    if [ "$compared" = no ]; then
        [ "$status" -eq 0 ] && return
        printf '%s: exit status %s\n%s\n%s\n' "$where" "$status" "$block" "$printed"
    else
        [ "$printed" = "$expected" ] && return
        printf '%s: %s\n' "$where" "$block"
        diff -u --label "what the document says" --label "what is printed" \
            <(printf '%s\n' "$expected") <(printf '%s\n' "$printed")
    fi
    wrong=$((wrong + 1))
}

# The README comes first: it installs the program that the others run.
for document in README.md CONTRIBUTING.md docs/*.md; do
    state=prose block='' text='' number=0 where=''
    while IFS= read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        case $state:$line in
            prose:'```sh') state=sh where=$document:$number block='' ;;
            sh:'```') state=after ;;
            sh:*) block+=$line$'\n' ;;
            after:'') ;;
            after:'```text') state=text text='' ;;
            text:'```') check "$where" "$block" "${text%$'\n'}" yes; state=prose ;;
            text:*) text+=$line$'\n' ;;
            after:'```sh') check "$where" "$block" '' no; state=sh where=$document:$number block='' ;;
            after:'```'*) check "$where" "$block" '' no; state=other ;;
            after:*) check "$where" "$block" '' no; state=prose ;;
            prose:'```'*) state=other ;;
            other:'```') state=prose ;;
        esac
    done <"$document"
    [ "$state" = after ] && check "$where" "$block" '' no
done

echo "$blocks blocks of commands in the documents run, $wrong not as they are shown"
[ "$wrong" -eq 0 ]
