#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What assistive technology is told: the program in a session of its own (display and bus), asked from outside over AT-SPI.
set -euo pipefail
framescope=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_RUNTIME_DIR="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" NO_AT_BRIDGE=0
mkdir -p "$work/config" "$work/data"
chmod 700 "$work"
"$framescope" record hello -o "$work/hello.fscope"
exec dbus-run-session -- xvfb-run -a -s '-screen 0 1280x860x24' \
    /usr/bin/python3 "$here/accessible.py" "$framescope" "$work/hello.fscope"
