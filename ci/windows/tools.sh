# What the scripts share that build for 64-bit Windows and run under Wine. They set SKIPPED, what
# they say when this machine cannot do it.
#
# Everything that is built stays under target/windows.

. "$root/ci/shared/debian.sh"

target=${CARGO_TARGET_DIR:-$root/target}/windows
triple=x86_64-pc-windows-gnu
out=$target/$triple/release
packages=(rustc-web rust-web-src gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix wine wine64)

# rustup's compiler is first in the path, but only Debian's has the source of its own library.
rustc=/usr/bin/rustc
gcc=x86_64-w64-mingw32-gcc-posix
gpp=x86_64-w64-mingw32-g++-posix

complete() {
    local program
    for program in $gcc $gpp wine wineserver cargo cc; do
        command -v $program >/dev/null || return 1
    done
    [ -x $rustc ] && $rustc --version | grep -q 'built from a source tarball' \
        && [ -d "$($rustc --print sysroot)/lib/rustlib/src/rust/library/vendor" ]
}

# Cargo with Debian's compiler. Variables are set for this command only: proc macros of two
# compilers do not mix. Nobody debugs what is built here, and linking it is quicker so.
windows_cargo() {
    local command=$1
    shift
    env CARGO_PROFILE_RELEASE_DEBUG=false RUSTC=$rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1 \
        CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=$gcc \
        CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine \
        cargo "$command" -Zbuild-std=std,panic_unwind,test --target $triple --target-dir "$target" "$@"
}

# All of this project that the scripts need, in one build with one choice of features.
build_windows() {
    windows_cargo build --release -p cemapi-cts -p cemapi-library -p cemapi-recorder --lib --bins
    build_shim
}

# Wine has no bcryptprimitives.dll, and without it no program of Rust's starts.
build_shim() {
    $gcc -Wall -Wextra -Werror -shared -O2 "$root/ci/windows/bcryptprimitives.c" \
        -o "$out/bcryptprimitives.dll" -ladvapi32
}

start_wine() {
    export WINEPREFIX=$target/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe='
    mkdir -p "$WINEPREFIX"
    # One that an earlier run has left would keep this one from starting.
    wineserver -k </dev/null >/dev/null 2>&1 || true
    # A server that outlives a command keeps its pipes open, so it gets none.
    wineserver -p </dev/null >/dev/null 2>&1
    trap 'wineserver -k </dev/null >/dev/null 2>&1 || true' EXIT
    wine wineboot -i </dev/null >/dev/null 2>&1 || skip "Wine does not start"
    # Tests of Rust's lie in folders of their own.
    cp "$out/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32/"
}

# What Wine's mapi32.dll asks for mail: this library, as Wine names it, or none.
register_mail_client() {
    local key='HKLM\Software\Clients\Mail'
    wine reg add "$key" /ve /d cemapi /f </dev/null >/dev/null
    wine reg add "$key\\cemapi" /v DLLPathEx /d "$1" /f </dev/null >/dev/null
}

forget_mail_client() {
    wine reg delete 'HKLM\Software\Clients\Mail' /f </dev/null >/dev/null 2>&1 || true
}

# What has to be there is there, or this script ends.
need_windows() {
    complete || install "${packages[@]}"
    complete || skip "of ${packages[*]} something is missing still"
}
