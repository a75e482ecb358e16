// A Backlot as a process of its own, started by the command that users start it with, and what its admin pages tell.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = process.env.INTEROP_ORCHESTRATOR ?? join(root, 'src', 'Orchestrator.Cli', 'bin', 'Release', 'net10.0', 'Orchestrator.Cli.dll');

/** A prompt that shows something. */
export const prompt = 'Subject: a barista in a navy apron\nLighting: warm soft key light from the left\nEnvironment: cafe\nCamera: locked\nMotion: gentle movement, speed 100%';

/** Starts it on a free port with a folder of its own; small pictures, no habits. */
export async function startBacklot() {
  if (!existsSync(program)) throw new Error(`Build src/Orchestrator.Cli first (./test interop does): ${program} is missing`);
  const folder = await mkdtemp(join(tmpdir(), 'backlot-'));
  const child = spawn('dotnet', [program, 'backlot', '--journal', folder, '--max-height', '144', '--habits', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((ready, fail) => {
    lines.on('line', (line) => { if (line.startsWith('ready: ')) ready(line.slice('ready: '.length)); });
    ended.then((code) => fail(new Error(`The Backlot ended with ${code} before it was ready`)));
  });
  return {
    address,
    at: (path) => new URL(path, address).toString(),
    admin: (path, body) => admin(address, path, body),
    fault: (rule) => admin(address, 'faults', rule),
    ledger: async () => (await admin(address, 'ledger')).rows,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Receives what is posted, one after the other. */
export async function startReceiver() {
  const [received, waiting] = [[], []];
  const server = createServer((request, answer) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const call = { url: request.url, headers: request.headers, body: Buffer.concat(pieces) };
      if (waiting.length > 0) waiting.shift()(call);
      else received.push(call);
      answer.end();
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    next: () => (received.length > 0 ? Promise.resolve(received.shift()) : new Promise((call) => waiting.push(call))),
    stop: () => new Promise((closed) => { server.closeAllConnections(); server.close(closed); }),
  };
}

/** Whether bytes are an MP4 file that is all there: the boxes of the file add up to its length. */
export function isWholeMp4(bytes) {
  const view = Buffer.from(bytes);
  if (view.length < 16 || view.toString('latin1', 4, 8) !== 'ftyp') return false;
  let at = 0;
  const boxes = [];
  while (at + 8 <= view.length) {
    boxes.push(view.toString('latin1', at + 4, at + 8));
    const size = view.readUInt32BE(at);
    at += size === 1 ? Number(view.readBigUInt64BE(at + 8)) : size;
  }
  return at === view.length && boxes.includes('moov') && boxes.includes('mdat');
}

/** Whether bytes are a PNG file; its width and height. */
export function sizeOfPng(bytes) {
  const view = Buffer.from(bytes);
  return view.toString('latin1', 1, 4) === 'PNG' ? [view.readUInt32BE(16), view.readUInt32BE(20)] : null;
}

async function admin(address, path, body) {
  const answer = await fetch(new URL(`_backlot/${path}`, address), body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}
