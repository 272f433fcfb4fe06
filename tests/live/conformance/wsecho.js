// SPDX-License-Identifier: GPL-3.0-or-later
// Echo server by npm's ws: node wsecho.js [PORT]; 0 or none lets the system pick. Debian: package node-ws.
'use strict';
const { WebSocketServer } = require('/usr/share/nodejs/ws');

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2] || 0),
  maxPayload: 64 * 1024 * 1024,
  perMessageDeflate: { threshold: 0 }
});
server.on('listening', () => console.log(`listening 127.0.0.1:${server.address().port}`));
server.on('connection', (socket) => {
  socket.on('error', () => {}); // a test peer breaks rules on purpose
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
