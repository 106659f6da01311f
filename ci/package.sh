#!/usr/bin/env bash
# Packs all that a user of the suite needs into target/package/*.tar.gz: the programs, the libraries,
# the headers, the scenarios and their traces. Then it unpacks the file somewhere else and uses it
# as a person would, without this repository and without cargo.
#
# Nothing has to be there but Rust and, if there is no C++ compiler, the right to install Debian's.
# Status 0: all is well; 1: something is wrong; 77: skipped, as this machine cannot do it.
set -euo pipefail
cd "$(dirname "$0")/.."

SKIPPED="nothing was packed"
. ci/shared/debian.sh
command -v g++ >/dev/null || install g++

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
triple=$(rustc -vV | sed -n 's/^host: //p')
name=cemapi-cts-$version-$triple
built=${CARGO_TARGET_DIR:-target}/release
package=target/package

cargo build --quiet --release --workspace
rm -rf "$package"
mkdir -p "$package/$name"/{bin,lib,include}
for program in cemapi-cts cemapi-worker; do
    strip --strip-debug -o "$package/$name/bin/$program" "$built/$program"
done
for library in libcemapi.so libcemapi_recorder.so; do
    strip --strip-debug -o "$package/$name/lib/$library" "$built/$library"
done
cp crates/library/include/*.h "$package/$name/include/"
cp -r README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT docs examples scenarios traces "$package/$name/"
# Libraries have moved; what is built for Windows is not in here.
sed -e 's#target/release/#lib/#' targets.ron >"$package/$name/targets.ron"

# The same tree gives the same file.
date=@$(git log -1 --format=%ct 2>/dev/null || echo 0)
tar --sort=name --mtime="$date" --owner=0 --group=0 --numeric-owner --format=ustar \
    -C "$package" -cf - "$name" | gzip -n9 >"$package/$name.tar.gz"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
tar -xzf "$package/$name.tar.gz" -C "$place"
cd "$place/$name"
export PATH=$place/$name/bin:$PATH

# A command has to end with a status: STATUS COMMAND...
ends_with() {
    local status=$1 printed got=0
    shift
    printed=$("$@" 2>&1) || got=$?
    [ "$got" = "$status" ] && return
    printf '%s: status %s instead of %s\n%s\n' "$*" "$got" "$status" "$printed"
    exit 1
}
ends_with 0 cemapi-cts run
ends_with 0 cemapi-cts run --target libcemapi
g++ -std=c++11 -Wall -Wextra -Werror -Iinclude examples/cpp/end-session.cpp -Llib -lcemapi -o end-session
ends_with 0 cemapi-cts record -o end.journal -- ./end-session
ends_with 0 cemapi-cts check end.journal
ends_with 0 cemapi-cts import end.journal -o scenarios/end.ron
ends_with 0 cemapi-cts show end

cd "$OLDPWD"
du -h "$package/$name.tar.gz"
