#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of tools/packages.txt, configures and builds presets. tools/run and tools/test source this
# file; called as `tools/setup.sh SECTION...` it only installs. Whatever it says goes to standard error. It ends the
# script with status 2 where this machine cannot be set up or the build fails (1 would mean findings, see the manual).
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

say() { printf 'framescope: %s\n' "$*" >&2; }
die() {
    say "$@"
    exit 2
}

# listed_packages SECTION...: the packages of these sections of packages.txt.
listed_packages() {
    awk -v wanted=" $* " '/^\[/ { on = index(wanted, " " substr($1, 2, length($1) - 2) " "); next }
        { sub(/#.*/, "") } on && NF { print $1 }' "$root/tools/packages.txt"
}

# Prints those of its arguments that are not installed. One call for all: this runs at every start.
missing_packages() {
    dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        awk -v asked="$*" '$1 == "installed" { have[$2] }
            END { n = split(asked, all, " "); for (i = 1; i <= n; i++) if (!(all[i] in have)) print all[i] }'
}

# install_packages SECTION...: nothing to do costs one dpkg-query.
install_packages() {
    local packages missing become=() tool absent=()
    mapfile -t packages < <(listed_packages "$@")
    if ! { command -v dpkg-query && command -v apt-get; } >/dev/null; then
        # Not Debian's family: go on with what is there, CMake says what else it misses.
        for tool in cmake ninja c++; do
            command -v "$tool" >/dev/null || absent+=("$tool")
        done
        ((${#absent[@]} == 0)) && return
        die "missing: ${absent[*]}. There is no apt-get here to install them with; under Debian's names all of this is needed: ${packages[*]}"
    fi
    mapfile -t missing < <(missing_packages "${packages[@]}" || true)
    ((${#missing[@]} == 0)) && return

    say "missing packages: ${missing[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "installing them needs root; please run: apt-get install --no-install-recommends ${missing[*]}"
        become=(sudo)
    fi
    become+=(env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes -o DPkg::Lock::Timeout=300)
    "${become[@]}" update </dev/null >&2 || say "apt-get update failed; going on with the package lists that are here"
    "${become[@]}" install --no-install-recommends "${missing[@]}" </dev/null >&2 ||
        die "the packages could not be installed; please run: sudo apt-get install --no-install-recommends ${missing[*]}"
}

# locked PRESET COMMAND...: two builds at once would spoil build/PRESET.
locked() {
    local dir="$root/build/$1"
    mkdir -p "$dir"
    (
        flock --nonblock 9 || { say "waiting for another build in $dir" && flock 9; }
        "${@:2}"
    ) 9>"$dir/.lock" </dev/null >&2
}

# ninja in build/PRESET, silent where nothing is to be done.
run_ninja() {
    locked "$1" ninja -C "$root/build/$1" "${@:2}" 2>&1 |
        sed -u '/^ninja: \(Entering directory\|no work to do\)/d; /Re-checking globbed directories/d' >&2
}

run_cmake() {
    locked "$1" cmake -S "$root" --preset "$1" && cp "$root/CMakePresets.json" "$root/build/$1/.presets"
}

# configure PRESET: at first, after a failure and when the presets changed; ninja sees to the rest.
configure() {
    local dir="$root/build/$1"
    { [[ -e $dir/build.ninja ]] && cmp -s "$root/CMakePresets.json" "$dir/.presets"; } || run_cmake "$1" ||
        die "configuring the preset $1 failed. Under Debian's names this is needed: $(listed_packages run | tr '\n' ' ')"
}

# build PRESET [TARGET...]
build() {
    configure "$1"
    run_ninja "$@" || die "building the preset $1 failed"
}

# Korean needs a UTF-8 locale. LC_CTYPE alone changes, so that LANG goes on choosing the language.
use_utf8() {
    [[ $(locale charmap 2>/dev/null) == UTF-8 ]] && return
    export LANG="${LC_ALL:-${LANG:-C.UTF-8}}" LC_CTYPE=C.UTF-8
    unset LC_ALL
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    (($# > 0)) || set -- run
    install_packages "$@"
fi
