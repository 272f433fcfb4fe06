// SPDX-License-Identifier: GPL-3.0-or-later
// Client for a suite of the Autobahn kind by npm's ws: node wsclient.js ws://127.0.0.1:PORT. Debian: package node-ws.
'use strict';
const WebSocket = require('/usr/share/nodejs/ws');

const base = process.argv[2].replace(/\/$/, '');
const agent = `ws-${require('/usr/share/nodejs/ws/package.json').version}`;
const options = { perMessageDeflate: { threshold: 0 }, maxPayload: 64 * 1024 * 1024 };

function talk(path, onMessage) {
  return new Promise((resolve) => {
    const socket = new WebSocket(base + path, options);
    socket.on('error', () => {}); // 'close' follows
    socket.on('message', (data, isBinary) => onMessage(socket, data, isBinary));
    socket.on('close', resolve);
  });
}

async function main() {
  let count = 0;
  await talk('/getCaseCount', (socket, data) => { count = Number(data.toString()); });
  for (let i = 1; i <= count; ++i)
    await talk(`/runCase?case=${i}&agent=${agent}`, (socket, data, isBinary) => socket.send(data, { binary: isBinary }));
  await talk(`/updateReports?agent=${agent}`, () => {});
}
main();
