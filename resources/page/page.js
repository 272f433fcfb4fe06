// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const texts = JSON.parse(document.getElementById('texts').textContent);
const element = (id) => document.getElementById(id);
const stateNames = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
const logLimit = 2000; // lines; the oldest go first
const shownCharacters = 4000;
const shownBytes = 512;
const reasonLimit = 123; // RFC 6455 §5.5: a Close has 125 bytes, two of them are the code

let socket = null;

function say(id, values = {}) {
  return texts[id].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const bytesOf = (text) => new TextEncoder().encode(text).length;
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function shorten(text, limit) {
  const letters = Array.from(text);
  return letters.length <= limit ? text : letters.slice(0, limit).join('') + ' …';
}

const signs = { open: '●', sent: '↑', received: '↓', close: '■', error: '!', note: '·' };

function log(kind, text) {
  const list = element('log');
  const line = document.createElement('li');
  const time = document.createElement('time');
  const sign = document.createElement('i');
  const words = document.createElement('span');
  const now = new Date();
  line.className = kind;
  time.dateTime = now.toISOString();
  time.textContent = now.toTimeString().slice(0, 8) + '.' + String(now.getMilliseconds()).padStart(3, '0');
  sign.textContent = signs[kind];
  sign.setAttribute('aria-hidden', 'true');
  words.textContent = text;
  line.append(time, sign, words);
  list.append(line);
  while (list.childElementCount > logLimit)
    list.firstElementChild.remove();
  list.scrollTop = list.scrollHeight;
}

function showState() {
  const state = socket ? socket.readyState : WebSocket.CLOSED;
  const buffered = socket ? socket.bufferedAmount : 0;
  element('state').textContent = state + ' ' + stateNames[state];
  element('state').dataset.state = state;
  element('buffered').textContent = buffered;
  element('connect').disabled = state !== WebSocket.CLOSED;
  element('close').disabled = state > WebSocket.OPEN;
  element('sendText').disabled = state !== WebSocket.OPEN;
  element('sendBinary').disabled = state !== WebSocket.OPEN;
  if (buffered > 0 && state < WebSocket.CLOSED)
    requestAnimationFrame(showState);
}

function tell(input, problem, id, values) {
  problem.textContent = id ? say(id, values) : '';
  input.setAttribute('aria-invalid', id ? 'true' : 'false');
  if (id)
    input.focus();
}

function connect() {
  const offered = element('protocols').value.split(',').map((name) => name.trim()).filter((name) => name);
  const input = element('protocols');
  tell(input, element('protocolsProblem'));
  let made;
  try {
    made = new WebSocket(document.body.dataset.url, offered);
  } catch (exception) {
    tell(input, element('protocolsProblem'), 'badProtocols', { error: exception.name });
    return;
  }
  socket = made;
  made.binaryType = 'arraybuffer';
  log('note', say('connecting', { url: made.url }));
  made.onopen = () => {
    log('open', say('opened', { protocol: made.protocol || '–', extensions: made.extensions || '–' }));
    showState();
    element('text').focus();
  };
  made.onmessage = (event) => {
    if (typeof event.data === 'string') {
      const values = { bytes: bytesOf(event.data), text: shorten(event.data, shownCharacters) };
      log('received', say('receivedText', values));
    } else {
      const bytes = new Uint8Array(event.data);
      const more = bytes.length > shownBytes ? ' …' : '';
      const values = { bytes: bytes.length, hex: hexOf(bytes.subarray(0, shownBytes)) + more };
      log('received', say('receivedBinary', values));
    }
    showState();
  };
  made.onerror = () => {
    log('error', say('error'));
    showState();
  };
  made.onclose = (event) => {
    const values = { code: event.code, reason: event.reason || '–', wasClean: event.wasClean };
    log('close', say('closed', values));
    showState();
  };
  showState();
}

function sendText() {
  const text = element('text').value;
  if (!socket || socket.readyState !== WebSocket.OPEN)
    return;
  socket.send(text);
  log('sent', say('sentText', { bytes: bytesOf(text), text: shorten(text, shownCharacters) }));
  element('text').value = '';
  showSizes();
  showState();
}

function readHex(text) {
  const digits = text.replace(/[\s:,]/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits))
    return null;
  return Uint8Array.from(digits.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function sendBinary() {
  const input = element('hex');
  if (!socket || socket.readyState !== WebSocket.OPEN)
    return;
  const bytes = readHex(input.value);
  tell(input, element('hexProblem'), bytes ? '' : 'badHex');
  if (!bytes)
    return;
  socket.send(bytes);
  const more = bytes.length > shownBytes ? ' …' : '';
  log('sent', say('sentBinary', { bytes: bytes.length, hex: hexOf(bytes.subarray(0, shownBytes)) + more }));
  input.value = '';
  showSizes();
  showState();
}

// What close() of a page takes: nothing, 1000, or 3000 to 4999, and a reason only with a code.
function close() {
  const code = element('code');
  const reason = element('reason');
  const problem = element('closeProblem');
  const number = Number(code.value);
  tell(code, problem);
  tell(reason, problem);
  if (!socket || socket.readyState > WebSocket.OPEN)
    return;
  if (code.value.trim() === '' && reason.value !== '') {
    tell(code, problem, 'reasonAlone');
  } else if (code.value.trim() !== '' && number !== 1000 && !(Number.isInteger(number) && number >= 3000 && number <= 4999)) {
    tell(code, problem, 'badCode');
  } else if (bytesOf(reason.value) > reasonLimit) {
    tell(reason, problem, 'longReason', { bytes: bytesOf(reason.value) });
  } else if (code.value.trim() === '') {
    log('sent', say('closingPlain'));
    socket.close();
  } else {
    log('sent', say('closingWith', { code: number, reason: reason.value || '–' }));
    socket.close(number, reason.value);
  }
  showState();
}

function showSizes() {
  const text = element('text').value;
  const hex = readHex(element('hex').value);
  element('textSize').textContent = text ? say('size', { characters: Array.from(text).length, bytes: bytesOf(text) }) : '';
  element('hexSize').textContent = hex && hex.length ? say('bytes', { bytes: hex.length }) : '';
  element('reasonSize').textContent = bytesOf(element('reason').value) + ' / ' + reasonLimit;
}

// Enter that ends the composing of a syllable belongs to the input method; some browsers say so by 229 alone.
function onEnter(id, deed) {
  element(id).addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    deed();
  });
}

for (const [button, fields, deed] of [
  ['connect', ['protocols'], connect],
  ['sendText', ['text'], sendText],
  ['sendBinary', ['hex'], sendBinary],
  ['close', ['code', 'reason'], close],
]) {
  element(button).addEventListener('click', deed);
  for (const field of fields)
    onEnter(field, () => element(button).disabled || deed());
}
for (const id of ['text', 'hex', 'reason'])
  element(id).addEventListener('input', showSizes);
element('clear').addEventListener('click', () => element('log').replaceChildren());
showSizes();
connect();
