#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Without a display the window says so and ends with 2; tools/run prints the annotated conversation instead.
set -euo pipefail
root=$1 framescope=$2
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM
export LC_ALL=C.UTF-8

status=0
said=$("$framescope" --lang en 2>&1 >/dev/null) || status=$?
[ "$status" -eq 2 ] || { echo "status $status, not 2" >&2; exit 1; }
[ "$(printf '%s\n' "$said" | wc -l)" -eq 1 ] && [[ $said == *display* ]] || { echo "said: $said" >&2; exit 1; }

out=$("$root/tools/run" 2>/dev/null)
[[ $out == *"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="* && $out == *"GET /chat HTTP/1.1"* ]] || { echo "explain is missing" >&2; exit 1; }
echo "without a display: one line, status 2, and the conversation as text"
