// Two SDKs in one service: workflows, activities and clients of TypeScript and of C# work for each other.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ActivityFailure, ApplicationFailure, CancelledFailure, WorkflowUpdateFailedError, WorkflowUpdateStage } from '@temporalio/client';
import { eventTypes, fullHistory } from './support/histories.js';
import { eventually, kinds, startManagedWorker } from './support/services.js';
import { connect, startWorker } from './support/typescript.js';

for (const kind of kinds) {
  describe(`TypeScript and C#, ${kind.name}`, { skip: kind.skip, concurrency: 8 }, () => {
    const typescript = `typescript-${randomUUID()}`;
    const csharp = `csharp-${randomUUID()}`;
    let service, connected, worker, managed, client;

    before(async () => {
      service = await kind.start();
      connected = await connect(service.address);
      ({ client } = connected);
      [worker, managed] = await Promise.all([startWorker(service.address, typescript), startManagedWorker(service.address, csharp)]);
    });

    after(async () => {
      await managed?.stop();
      await worker?.stop();
      await connected?.close();
      await service?.stop();
    });

    const start = (taskQueue, type, ...args) => client.workflow.start(type, { taskQueue, workflowId: `mix-${randomUUID()}`, args });
    const execute = async (...workflow) => (await start(...workflow)).result();

    it('a C# workflow calls TypeScript activities', async () => {
      assert.equal(await execute(csharp, 'sequence', 'Grace', typescript), 'Hello, Grace. Hello, Grace again.');
    });

    it('a TypeScript workflow calls C# activities', async () => {
      assert.equal(await execute(typescript, 'sequence', 'Grace', csharp), 'Hello, Grace. Hello, Grace again.');
    });

    it('a C# parent of a TypeScript child, and the other way round', async () => {
      assert.equal(await execute(csharp, 'foster', 'sequence', typescript, ['Ida']), 'Hello, Ida. Hello, Ida again.');
      assert.equal(await execute(typescript, 'foster', 'sequence', csharp, ['Ida']), 'Hello, Ida. Hello, Ida again.');
    });

    it('a TypeScript client signals, asks and updates a C# workflow', async () => {
      const handle = await start(csharp, 'conversation');
      await handle.signal('add', 3);
      assert.equal(await handle.query('total'), 3);
      assert.equal(await handle.executeUpdate('addDouble', { args: [4] }), 11);
      const refused = await handle.executeUpdate('addDouble', { args: [0] }).catch((e) => e);
      assert.ok(refused instanceof WorkflowUpdateFailedError, String(refused));
      assert.equal(refused.cause.type, 'OutOfRange');
      const update = await handle.startUpdate('addDouble', { args: [5], waitForStage: WorkflowUpdateStage.ACCEPTED });
      assert.equal(await update.result(), 21);
      await assert.rejects(handle.query('unheard'), /unheard/);
      await handle.signal('finish');
      assert.equal(await handle.result(), 21);
    });

    it('a C# workflow answers the queries that tools ask', async () => {
      const handle = await start(csharp, 'conversation');
      assert.match(await handle.query('__stack_trace'), /RunAsync/);
      // A Protobuf message, which the TypeScript client reads only with another payload converter.
      const { queryResult } = await client.workflowService.queryWorkflow({
        namespace: 'default', execution: { workflowId: handle.workflowId }, query: { queryType: '__temporal_workflow_metadata' } });
      const metadata = JSON.parse(Buffer.from(queryResult.payloads[0].data).toString());
      assert.deepEqual(metadata.definition.updateDefinitions.map((u) => u.name), ['addDouble']);
      assert.ok(metadata.definition.queryDefinitions.some((q) => q.name === 'total'));
      assert.equal(metadata.definition.type, 'conversation');
      await handle.terminate();
    });

    it('a C# chain of runs with children', async () => {
      assert.deepEqual(await execute(csharp, 'family', 2), ['2: round 2', '1: round 1']);
    });

    it('a C# workflow is cancelled and cleans up', async () => {
      const handle = await start(csharp, 'scopes');
      await eventually(() => handle.query('state'), (s) => s === 'timer cancelled, activity cancelled, waiting');
      await handle.cancel();
      const error = await handle.result().catch((e) => e);
      assert.ok(error.cause instanceof CancelledFailure, String(error));
      assert.equal(eventTypes(await fullHistory(client, handle)).at(-1), 'WORKFLOW_EXECUTION_CANCELED');
    });

    it('failures keep their type, details and cause', async () => {
      const error = await execute(csharp, 'failing', 'Final').catch((e) => e);
      assert.ok(error.cause instanceof ApplicationFailure, String(error));
      assert.equal(error.cause.type, 'Final');
      assert.equal(error.cause.nonRetryable, true);
      assert.deepEqual(error.cause.details, [{ code: 7 }]);
      const refused = await execute(typescript, 'refusal', csharp).catch((e) => e);
      assert.ok(refused.cause instanceof ActivityFailure, String(refused));
      assert.equal(refused.cause.cause.type, 'Refused');
      assert.deepEqual(refused.cause.cause.details, [1, { two: 2 }]);
    });

    it('bytes stay bytes', async () => {
      assert.deepEqual(await execute(typescript, 'bytes', csharp), [0, 255, 7]);
    });
  });
}
