// Histories across SDKs: what one wrote, the other replays, taken from the service and through the command line tool's JSON.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Worker } from '@temporalio/worker';
import protos from '@temporalio/common/lib/proto-utils.js';
import { fullHistory } from './support/histories.js';
import { cli, eventually, kinds, missingCli, replayManaged, run, startManagedWorker, temporaryFolder } from './support/services.js';
import { connect, startWorker, workflowBundle } from './support/typescript.js';

for (const kind of kinds) {
  describe(`Histories of TypeScript and C#, ${kind.name}`, { skip: kind.skip, concurrency: 8 }, () => {
    const typescript = `typescript-${randomUUID()}`;
    const csharp = `csharp-${randomUUID()}`;
    let service, connected, worker, managed, client, bundle;

    before(async () => {
      service = await kind.start();
      connected = await connect(service.address);
      ({ client } = connected);
      bundle = await workflowBundle();
      [worker, managed] = await Promise.all([startWorker(service.address, typescript), startManagedWorker(service.address, csharp)]);
    });

    after(async () => {
      await managed?.stop();
      await worker?.stop();
      await connected?.close();
      await service?.stop();
    });

    const start = (taskQueue, type, ...args) => client.workflow.start(type, {
      taskQueue, workflowId: `replay-${type}-${randomUUID()}`, args, workflowTaskTimeout: '10s' });

    // Each runs one of the shared workflows to its end and returns its handle.
    const scripts = {
      sequence: async (queue) => {
        const handle = await start(queue, 'sequence', 'Ada');
        await handle.result();
        return handle;
      },
      conversation: async (queue) => {
        const handle = await start(queue, 'conversation');
        await handle.signal('add', 3);
        await handle.executeUpdate('addDouble', { args: [4] });
        await assert.rejects(handle.executeUpdate('addDouble', { args: [0] }));
        await Promise.all([handle.executeUpdate('addDouble', { args: [1] }), handle.executeUpdate('addDouble', { args: [2] }), handle.signal('add', 1)]);
        await handle.signal('finish');
        await handle.result();
        return handle;
      },
      family: async (queue) => {
        const handle = await start(queue, 'family', 2);
        await handle.result();
        return handle;
      },
      locals: async (queue) => {
        const handle = await start(queue, 'locals');
        await handle.result();
        return handle;
      },
      versions: async (queue) => {
        const handle = await start(queue, 'versions');
        await handle.result();
        return handle;
      },
      scopes: async (queue) => {
        const handle = await start(queue, 'scopes');
        await eventually(() => handle.query('state'), (s) => s === 'timer cancelled, activity cancelled, waiting');
        await handle.cancel();
        await assert.rejects(handle.result());
        return handle;
      },
    };

    for (const [type, script] of Object.entries(scripts)) {
      it(`${type}: written by C#, replayed by TypeScript`, async () => {
        const handle = await script(csharp);
        const history = await fullHistory(client, handle);
        await Worker.runReplayHistory({ workflowBundle: bundle }, history, handle.workflowId);
        await Worker.runReplayHistory({ workflowBundle: bundle }, JSON.parse(protos.historyToJSON(history)), handle.workflowId);
      });

      it(`${type}: written by TypeScript, replayed by C#`, async (test) => {
        const handle = await script(typescript);
        const file = join(await temporaryFolder(test), `${type}.json`);
        await writeFile(file, protos.historyToJSON(await fullHistory(client, handle)));
        assert.deepEqual(await replayManaged([file]), [`${type}.json: ok`]);
      });

      it(`${type}: through the command line tool's JSON, both ways`, { skip: cli ? false : missingCli }, async (test) => {
        const folder = await temporaryFolder(test);
        for (const [queue, name] of [[csharp, `${type}-csharp.json`], [typescript, `${type}-typescript.json`]]) {
          const handle = await script(queue);
          const shown = await run(cli, ['workflow', 'show', '--address', service.address, '--output', 'json',
            '--workflow-id', handle.workflowId, '--run-id', handle.firstExecutionRunId]);
          await writeFile(join(folder, name), shown);
          const json = JSON.parse(await readFile(join(folder, name), 'utf8'));
          await Worker.runReplayHistory({ workflowBundle: bundle }, json, handle.workflowId);
          assert.deepEqual(await replayManaged([join(folder, name)]), [`${name}: ok`]);
        }
      });
    }

    it('a history of other code is refused by both', async (test) => {
      const handle = await scripts.sequence(csharp);
      const json = protos.historyToJSON(await fullHistory(client, handle)).replaceAll('"sequence"', '"versions"');
      const file = join(await temporaryFolder(test), 'wrong.json');
      await writeFile(file, json);
      await assert.rejects(Worker.runReplayHistory({ workflowBundle: bundle }, JSON.parse(json)), /ondeterminism/);
      const [verdict] = await replayManaged([file]);
      assert.match(verdict, /wrong\.json: .*ondeterminis/);
    });
  });
}
