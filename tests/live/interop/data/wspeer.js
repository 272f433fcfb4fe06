// SPDX-License-Identifier: GPL-3.0-or-later
// One end of a connection by npm's ws (Debian: package node-ws), led by JSON lines on stdin; what happens is told by
// JSON lines on stdout. One connection at a time; it ends with stdin.
'use strict';
const { WebSocket, WebSocketServer } = require('/usr/share/nodejs/ws');

const tell = (event, more) => process.stdout.write(JSON.stringify({ event, ...more }) + '\n');
const base64 = (data) => Buffer.from(data).toString('base64');
let socket;
let server;

function follow(newSocket) {
  socket = newSocket;
  socket.on('message', (data, isBinary) => tell(isBinary ? 'binary' : 'text', { data: base64(data) }));
  socket.on('ping', (data) => tell('ping', { data: base64(data) }));
  socket.on('pong', (data) => tell('pong', { data: base64(data) }));
  socket.on('close', (code, reason) => tell('close', { code, data: base64(reason) }));
  socket.on('error', (error) => tell('error', { data: base64(error.message) }));
}

const opened = () => tell('open', { data: base64(socket.protocol) });

function send({ data, binary, sizes }) {
  const bytes = Buffer.from(data, 'base64');
  let at = 0;
  for (const size of sizes) {
    socket.send(bytes.subarray(at, at + size), { binary, fin: false });
    at += size;
    socket.ping('사이'); // between two fragments: RFC 6455 §5.4
  }
  socket.send(bytes.subarray(at), { binary, fin: true });
}

const deeds = {
  listen({ options, refuse }) {
    const verifyClient = refuse ? (info, done) => done(false, refuse) : undefined;
    server = new WebSocketServer({ host: '127.0.0.1', port: 0, verifyClient, ...options });
    server.on('listening', () => tell('listening', { code: server.address().port }));
    server.on('connection', (accepted) => { follow(accepted); opened(); });
  },
  connect({ port, protocols, options }) {
    follow(new WebSocket(`ws://127.0.0.1:${port}/`, protocols, options));
    socket.on('open', opened);
    socket.on('unexpected-response', (request, response) => {
      tell('refused', { code: response.statusCode });
      request.destroy();
    });
  },
  send,
  ping: ({ data }) => socket.ping(Buffer.from(data, 'base64')),
  pong: ({ data }) => socket.pong(Buffer.from(data, 'base64')),
  close: ({ code, reason }) => socket.close(code, reason),
  forget() {
    if (server) server.close();
    server = undefined;
    tell('forgotten', {});
  }
};

require('readline').createInterface({ input: process.stdin })
  .on('line', (line) => { const { deed, ...args } = JSON.parse(line); deeds[deed](args); })
  .on('close', () => process.exit(0));
