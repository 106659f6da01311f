# What the scripts share that need Debian packages. They set SKIPPED, what they say when this
# machine cannot do what they are for.

skip() {
    echo "SKIPPED: $*" >&2
    echo "SKIPPED: $SKIPPED" >&2
    exit 77
}

# Installs these packages.
install() {
    command -v apt-get >/dev/null || skip "there is no apt-get to install $*"
    local lock apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=400)
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || skip "installing $* needs root"
        apt=(sudo -n "${apt[@]}")
    fi
    # Scripts that run side by side wait for each other here, as apt-get does not when it updates.
    exec {lock}<"${BASH_SOURCE[0]}"
    flock "$lock"
    echo "installing $*"
    "${apt[@]}" update || skip "apt-get update failed"
    "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null || skip "apt-get install failed"
    exec {lock}<&-
}
