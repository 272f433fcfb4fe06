#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy over the sources named on standard input, two at a time, within SECONDS: tools/tidy.py SECONDS <LIST

Sources that no target compiles are left out. What was clean is remembered (under XDG_CACHE_HOME) by the contents of the
source, of the project's headers that it includes, of .clang-tidy, and by the compile command. The last line sums up.
"""

import hashlib
import json
import os
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "tidy"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "framescope-tidy"


def run(command, **options):
    return subprocess.run(command, cwd=BUILD, text=True, capture_output=True, check=False, **options)


def fingerprint(source, command, version):
    """None where the includes cannot be found out; the source is then looked at each time."""
    words = [word for word in shlex.split(command) if not word.endswith("ccache")]
    del words[words.index("-o") : words.index("-o") + 2]
    included = run([word for word in words if word not in ("-c", "-MD")] + ["-MM", "-MF", "-"])
    if included.returncode != 0:
        return None
    digest = hashlib.sha256((version + command.replace(str(ROOT), ".")).encode())
    names = included.stdout.replace("\\\n", " ").split(":", 1)[1].split()
    for name in [ROOT / ".clang-tidy", *sorted(BUILD / name for name in names)]:
        try:
            digest.update(name.read_bytes())
        except OSError:  # a name with a space, written as make wants it
            return None
    return CACHE / digest.hexdigest()


def look_at(source, command, version, until):
    """One of: new, known, left, bad."""
    clean = fingerprint(source, command, version)
    if clean and clean.exists():
        return "known"
    if time.monotonic() > until:
        return "left"
    said = run(["clang-tidy", "--quiet", "-p", str(BUILD), str(ROOT / source)])
    if said.returncode != 0:
        print(said.stdout + "\n".join(e for e in said.stderr.splitlines() if not e.endswith("generated.")), flush=True)
        return "bad"
    if clean:
        clean.touch()
    return "new"


def main():
    until = time.monotonic() + int(sys.argv[1])
    CACHE.mkdir(parents=True, exist_ok=True)
    version = run(["clang-tidy", "--version"]).stdout
    commands = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        if path.is_relative_to(ROOT):
            commands[str(path.relative_to(ROOT))] = entry["command"]
    sources = [name for name in dict.fromkeys(sys.stdin.read().split("\n")) if name in commands]
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(lambda name: look_at(name, commands[name], version, until), sources))
    count = {end: ends.count(end) for end in ("new", "known", "left", "bad")}
    print("clang-tidy: {new} clean, {known} known to be clean, {bad} with findings".format(**count), end="")
    print(", {left} not looked at: time was up, --long takes its time".format(**count) if count["left"] else "")
    return 1 if count["bad"] else 0


sys.exit(main())
