// A client and a worker of the TypeScript SDK.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as activities from './activities.js';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
Runtime.install({ logger: new DefaultLogger(process.env.INTEROP_LOG ?? 'ERROR', ({ level, message, meta }) => {
  console.error(`${level}: ${message} ${meta?.error?.message ?? ''}`);
}) });

/** The bundle of the workflows, made once for a state of their files. */
export async function workflowBundle() {
  const files = (await readdir(join(here, 'workflows'))).sort();
  const hash = createHash('sha256').update(await readFile(join(here, 'package-lock.json')));
  for (const file of files) hash.update(file).update(await readFile(join(here, 'workflows', file)));
  const folder = join(here, 'node_modules', '.cache', 'interop');
  const codePath = join(folder, `${hash.digest('hex').slice(0, 16)}.js`);
  try {
    await readFile(codePath);
  } catch {
    const logger = new DefaultLogger('ERROR');
    const { code } = await bundleWorkflowCode({ workflowsPath: join(here, 'workflows', 'index.js'), logger });
    await mkdir(folder, { recursive: true });
    await writeFile(`${codePath}.${process.pid}`, code);
    await rename(`${codePath}.${process.pid}`, codePath);
  }
  return { codePath };
}

/** A client with everything to close. */
export async function connect(address) {
  const connection = await Connection.connect({ address });
  return { client: new Client({ connection }), close: () => connection.close() };
}

/** Starts a worker on a queue. */
export async function startWorker(address, queue, options = {}) {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection, taskQueue: queue, workflowBundle: await workflowBundle(), activities, shutdownGraceTime: '1s',
    stickyQueueScheduleToStartTimeout: '5s', ...options,
  });
  const running = worker.run();
  return { worker, connection, stop: async () => { worker.shutdown(); await running; await connection.close(); } };
}
