#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Records `hello` while tcpdump listens on loopback, then compares the two byte streams, both directions, of the client's
# and of the server's socket with what the recording holds. Needs the right to capture (root, or CAP_NET_RAW).
set -euo pipefail
framescope=$1
work=$(mktemp -d)
trap 'kill "${dump:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

# -U writes each packet at once; the line "listening on" says that it is ready.
tcpdump -i lo -U -w "$work/all.pcap" 'tcp and host 127.0.0.1' 2>"$work/tcpdump.log" &
dump=$!
for _ in $(seq 100); do grep -q 'listening on' "$work/tcpdump.log" && break; sleep 0.1; done
grep -q 'listening on' "$work/tcpdump.log" || { cat "$work/tcpdump.log" >&2; echo "tcpdump cannot capture" >&2; exit 1; }

"$framescope" record hello -o "$work/hello.fscope"

"$framescope" decode "$work/hello.fscope" --json --no-fields >"$work/hello.json"
read -r client port < <(python3 -c '
import json, sys
c = json.load(open(sys.argv[1]))["connections"][0]
print(c["client"].rsplit(":", 1)[1], c["server"].rsplit(":", 1)[1])' "$work/hello.json")

# The last packet of the connection may still be on its way to the file.
for _ in $(seq 100); do
    [ "$(tshark -r "$work/all.pcap" -Y "tcp.port==$client && tcp.port==$port && (tcp.flags.fin==1 || tcp.flags.reset==1)" 2>/dev/null | wc -l)" -ge 2 ] && break
    sleep 0.1
done
kill "$dump"; wait "$dump" 2>/dev/null || true

# The same capture as the program reads it.
"$framescope" decode "$work/all.pcap" --json --no-fields >"$work/capture.json"

python3 - "$work" "$client" "$port" <<'PY'
import json, subprocess, sys
work, client, port = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rows = subprocess.run(["tshark", "-r", f"{work}/all.pcap", "-o", "tcp.desegment_tcp_streams:FALSE", "-Y", "tcp.len>0",
                       "-T", "fields", "-e", "tcp.srcport", "-e", "tcp.dstport", "-e", "tcp.seq_raw", "-e", "tcp.payload"],
                      capture_output=True, text=True, check=True).stdout.split("\n")
streams = {}
for row in filter(None, rows):
    source, target, seq, payload = row.split("\t")
    streams.setdefault((int(source), int(target)), {})[int(seq)] = bytes.fromhex(payload)
joined = {key: b"".join(parts[s] for s in sorted(parts)) for key, parts in streams.items()}
units = json.load(open(f"{work}/hello.json"))["connections"][0]["units"]
recorded = {d: b"".join(bytes.fromhex(u["bytes"]) for u in units if u["direction"] == d) for d in ("client", "server")}
assert recorded["client"] and recorded["server"]
# The client's socket to the wire.
assert joined[(client, port)] == recorded["client"], "client to wire differs"
assert joined[(port, client)] == recorded["server"], "wire to client differs"
# The wire's socket to the server carries the same two streams: the pair of ports that is not the client's.
others = {k: v for k, v in joined.items() if client not in k and port not in k}
assert recorded["client"] in others.values(), "wire to server differs"
assert recorded["server"] in others.values(), "server to wire differs"
captured = {}
for connection in json.load(open(f"{work}/capture.json"))["connections"]:
    captured[connection["client"]] = {
        d: b"".join(bytes.fromhex(u["bytes"]) for u in connection["units"] if u["direction"] == d) for d in recorded}
assert captured[f"127.0.0.1:{client}"] == recorded, "the capture is read differently"
assert len([c for c in captured.values() if c == recorded]) == 2, "both sockets carry the same"
print("the recording holds what tcpdump saw:", len(recorded["client"]), "and", len(recorded["server"]), "bytes")
PY
