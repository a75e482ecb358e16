// The programs the tests talk to: the dev service and a worker of this repository, and Temporal's own tools where they are found.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const host = join(here, 'Host', 'bin', 'Release', 'net10.0', 'Temporalio.Interop.Host.dll');

export const repository = resolve(here, '..', '..');
export const cli = find('temporal', 'TEMPORAL_CLI');
export const ui = find('temporal-ui', 'TEMPORAL_UI');
export const missingCli = 'Temporal\'s own service was not found: set TEMPORAL_CLI, or put `temporal` on PATH or in ../shared/temporal/bin';

/** The services every test runs against, with the reason to skip one. */
export const kinds = [
  { name: 'dev service', start: startDevService, skip: false },
  { name: 'real service', start: startRealService, skip: cli ? false : missingCli },
];

/** Search attributes that both services know. */
export const searchAttributes = { ConfKeyword: 2, ConfInt: 3 };

/** Starts the dev service in a process of its own, with a file when one is named. */
export async function startDevService(databaseFile) {
  const part = await startPart(databaseFile ? ['service', databaseFile] : ['service']);
  await ready(part.line, part);
  return { address: part.line, stop: part.stop };
}

/** Starts Temporal's development server. */
export async function startRealService() {
  const port = await freePort();
  const child = spawn(cli, ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
    { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => { child.kill('SIGTERM'); await ended; };
  await ready(`127.0.0.1:${port}`, { ended });
  return { address: `127.0.0.1:${port}`, stop };
}

/** Starts a worker of the managed SDK. */
export async function startManagedWorker(address, queue) {
  return startPart(['worker', address, queue]);
}

/** Replays history files with the managed SDK; one line of verdict for each. */
export async function replayManaged(files) {
  const child = spawn('dotnet', [host, 'replay', ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  return lines;
}

/** Runs a program to its end. */
export async function run(file, args) {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => { text.stdout += data; });
  child.stderr.on('data', (data) => { text.stderr += data; });
  const code = await new Promise((done, fail) => { child.once('error', fail); child.once('close', done); });
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${text.stderr || text.stdout}`);
  return text.stdout;
}

/** A folder that is gone after the test. */
export async function temporaryFolder(test) {
  const folder = await mkdtemp(join(tmpdir(), 'interop-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Asks until the answer is what is wanted; the last answer is in the error otherwise. */
export async function eventually(ask, wanted, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    let answer;
    try {
      answer = await ask();
      if (wanted(answer)) return answer;
    } catch (e) {
      if (Date.now() > end) throw e;
      answer = e;
    }
    if (Date.now() > end) throw new Error(`Waited ${seconds} s; the last answer was ${JSON.stringify(answer) ?? answer}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

async function startPart(args) {
  if (!existsSync(host)) throw new Error(`Build tests/interop/Host first (./test interop does): ${host} is missing`);
  const child = spawn('dotnet', [host, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    new Promise((first) => lines.once('line', first)),
    ended.then((code) => { throw new Error(`The host ended with ${code} before it was ready`); }),
  ]);
  lines.on('line', (more) => console.error(`host: ${more}`));
  return { line, ended, kill: () => child.kill('SIGKILL'), stop: async () => { child.stdin.end(); await ended; } };
}

async function ready(address, { ended }) {
  let over = false;
  ended.then(() => { over = true; });
  await eventually(async () => {
    if (over) return true;
    const connection = await Connection.connect({ address, connectTimeout: 2000 });
    try {
      await connection.workflowService.listWorkflowExecutions({ namespace: 'default' });
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
      if ('ConfInt' in customAttributes) return true;
      await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
      return false;
    } finally {
      await connection.close();
    }
  }, Boolean, 60);
  if (over) throw new Error(`The service of ${address} ended before it was ready`);
}

function find(name, variable) {
  const configured = process.env[variable];
  if (configured) {
    if (!existsSync(configured)) throw new Error(`${variable} names no file: ${configured}`);
    return configured;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...folders, resolve(here, '..', '..', '..', 'shared', 'temporal', 'bin')].map((folder) => join(folder, name)).find(existsSync);
}
