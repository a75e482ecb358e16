// The TypeScript SDK's worker and client against both services: the same tests, so that what is expected is what the real one does.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  ApplicationFailure, CancelledFailure, Client, TerminatedFailure, TimeoutFailure, WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError, WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateStage, QueryNotRegisteredError,
} from '@temporalio/client';
import { activityIds, eventTypes, fullHistory } from './support/histories.js';
import { openTokens } from './support/activities.js';
import { eventually, kinds } from './support/services.js';
import { connect, startWorker } from './support/typescript.js';

for (const kind of kinds) {
  describe(`TypeScript worker and client, ${kind.name}`, { skip: kind.skip, concurrency: 8 }, () => {
    const taskQueue = `typescript-${randomUUID()}`;
    let service, connected, worker, client;

    before(async () => {
      service = await kind.start();
      connected = await connect(service.address);
      ({ client } = connected);
      worker = await startWorker(service.address, taskQueue);
    });

    after(async () => {
      await worker?.stop();
      await connected?.close();
      await service?.stop();
    });

    const options = (more = {}) => ({ taskQueue, workflowId: `ts-${randomUUID()}`, ...more });
    const start = (type, ...args) => client.workflow.start(type, options({ args }));
    const execute = (type, ...args) => client.workflow.execute(type, options({ args }));
    const types = async (handle) => eventTypes(await fullHistory(client, handle));

    it('activities and a timer in a row', async () => {
      const handle = await start('sequence', 'Ada');
      assert.equal(await handle.result(), 'Hello, Ada. Hello, Ada again.');
      const history = await fullHistory(client, handle);
      assert.deepEqual(activityIds(history), ['1', '2']);
      assert.equal(eventTypes(history).filter((t) => t === 'TIMER_FIRED').length, 1);
      const description = await handle.describe();
      assert.equal(description.status.name, 'COMPLETED');
      assert.equal(description.type, 'sequence');
      assert.equal(description.taskQueue, taskQueue);
      assert.equal(description.historyLength, history.events.length);
      assert.ok(description.historySize > 0);
    });

    it('an activity that is retried, and one that is refused', async () => {
      const answer = await execute('retries');
      assert.deepEqual(answer, {
        attempt: 2, type: 'Refused', message: 'no such thing', details: [1, { two: 2 }], retryState: 'NON_RETRYABLE_FAILURE', activityId: '2' });
    });

    it('an activity that somebody else completes', async () => {
      const handle = await start('asynchronous');
      await eventually(() => openTokens.has(handle.workflowId), Boolean);
      await client.activity.heartbeat(openTokens.get(handle.workflowId), 'still here');
      const { raw } = await handle.describe();
      assert.equal(raw.pendingActivities[0].activityType.name, 'answeredElsewhere');
      assert.ok(raw.pendingActivities[0].lastHeartbeatTime);
      await client.activity.complete({ workflowId: handle.workflowId, activityId: '1' }, 'from elsewhere');
      assert.equal(await handle.result(), 'from elsewhere');
    });

    it('an activity that fails finds its heartbeat details', async () => {
      assert.deepEqual(await execute('beating'), { page: 12 });
    });

    it('an activity that takes too long', async () => {
      const error = await execute('tooSlow').catch((e) => e);
      assert.ok(error instanceof WorkflowFailedError, String(error));
      assert.ok(error.cause.cause instanceof TimeoutFailure, String(error.cause.cause));
      assert.equal(error.cause.cause.timeoutType, 'START_TO_CLOSE');
    });

    it('signals, queries and updates', async () => {
      const handle = await start('conversation');
      await handle.signal('add', 3);
      assert.equal(await handle.query('total'), 3);
      assert.equal(await handle.executeUpdate('addDouble', { args: [4] }), 11);
      const refused = await handle.executeUpdate('addDouble', { args: [-1] }).catch((e) => e);
      assert.ok(refused instanceof WorkflowUpdateFailedError, String(refused));
      assert.equal(refused.cause.type, 'OutOfRange');
      assert.equal(refused.cause.message, 'only numbers above zero');
      const update = await handle.startUpdate('addDouble', { args: [5], updateId: 'five', waitForStage: WorkflowUpdateStage.ACCEPTED });
      assert.equal(await update.result(), 21);
      assert.equal(await handle.getUpdateHandle('five').result(), 21);
      await assert.rejects(handle.query('unheard'), QueryNotRegisteredError);
      await handle.signal('finish');
      assert.equal(await handle.result(), 21);
      assert.equal(await handle.query('total'), 21);
      const list = await types(handle);
      assert.equal(list.filter((t) => t === 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED').length, 2);
      assert.equal(list.filter((t) => t === 'WORKFLOW_EXECUTION_UPDATE_COMPLETED').length, 2);
    });

    it('the queries that every workflow answers', async () => {
      const handle = await start('conversation');
      assert.match(await handle.query('__stack_trace'), /conversation/);
      const trace = await handle.query('__enhanced_stack_trace');
      assert.equal(trace.sdk.name, 'typescript');
      const metadata = await handle.query('__temporal_workflow_metadata');
      assert.deepEqual(metadata.definition.updateDefinitions.map((u) => u.name), ['addDouble']);
      await handle.signal('finish');
      await handle.result();
    });

    it('twenty signals at once are all seen', async () => {
      const handle = await start('counter', 20);
      await Promise.all(Array.from({ length: 20 }, () => handle.signal('add')));
      assert.equal(await handle.result(), 20);
    });

    it('signal with start, and a second start of the same id', async () => {
      const same = options({ args: [] });
      const first = await client.workflow.signalWithStart('conversation', { ...same, signal: 'add', signalArgs: [1] });
      const second = await client.workflow.signalWithStart('conversation', { ...same, signal: 'add', signalArgs: [2] });
      assert.equal(first.signaledRunId, second.signaledRunId);
      await assert.rejects(client.workflow.start('conversation', same), WorkflowExecutionAlreadyStartedError);
      await assert.rejects(client.workflow.getHandle('nobody').signal('add', 1), WorkflowNotFoundError);
      await first.signal('finish');
      assert.equal(await first.result(), 3);
    });

    it('update with start', async () => {
      const startWorkflowOperation = new WithStartWorkflowOperation('conversation', options({ args: [], workflowIdConflictPolicy: 'USE_EXISTING' }));
      assert.equal(await client.workflow.executeUpdateWithStart('addDouble', { args: [6], startWorkflowOperation }), 12);
      const handle = await startWorkflowOperation.workflowHandle();
      await handle.signal('finish');
      assert.equal(await handle.result(), 12);
    });

    it('children, their signals and runs that go on', async () => {
      const handle = await start('family', 3);
      assert.deepEqual(await handle.result(), ['3: round 3', '2: round 2', '1: round 1']);
      assert.equal((await types(handle)).at(-1), 'WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
      const leaf = await client.workflow.getHandle(`${handle.workflowId}-leaf-1`).describe();
      assert.equal(leaf.parentExecution.workflowId, handle.workflowId);
    });

    it('a failing child and a failing workflow', async () => {
      assert.equal(await execute('parentOfFailing'), 'Final: it broke');
      const error = await execute('failing', 'Final').catch((e) => e);
      assert.ok(error.cause instanceof ApplicationFailure, String(error));
      assert.deepEqual(error.cause.details, [{ code: 7 }]);
    });

    it('a workflow that is retried as a whole', async () => {
      const handle = await client.workflow.start('failing', options({
        args: ['Passing'], retry: { maximumAttempts: 2, initialInterval: '100ms' } }));
      const error = await handle.result().catch((e) => e);
      assert.equal(error.cause.type, 'Passing');
      const runs = [];
      for await (const run of client.workflow.list({ query: `WorkflowId = "${handle.workflowId}"` })) runs.push(run);
      assert.equal(runs.length, 2);
    });

    it('signal and cancel of other workflows', async () => {
      const target = await start('conversation');
      const answer = await execute('shepherd', target.workflowId);
      assert.match(answer, /not found|UnableToSignal|EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND/i);
      const error = await target.result().catch((e) => e);
      assert.ok(error.cause instanceof CancelledFailure, String(error));
      assert.equal((await target.describe()).status.name, 'CANCELLED');
    });

    it('scopes, cancellation and cleaning up', async () => {
      const handle = await start('scopes');
      await eventually(() => handle.query('state'), (s) => s === 'timer cancelled, activity cancelled, waiting');
      await handle.cancel();
      const error = await handle.result().catch((e) => e);
      assert.ok(error.cause instanceof CancelledFailure, String(error));
      const list = await types(handle);
      assert.ok(list.includes('TIMER_CANCELED') && list.includes('ACTIVITY_TASK_CANCELED'));
      assert.equal(list.at(-1), 'WORKFLOW_EXECUTION_CANCELED');
    });

    it('termination', async () => {
      const handle = await start('conversation');
      await handle.terminate('enough');
      const error = await handle.result().catch((e) => e);
      assert.ok(error.cause instanceof TerminatedFailure, String(error));
      assert.equal(error.cause.message, 'enough');
      await assert.rejects(handle.signal('add', 1), WorkflowNotFoundError);
    });

    it('local activities', async () => {
      const handle = await start('locals');
      assert.equal(await handle.result(), 2 + 4 + 20 + 3);
      const list = await types(handle);
      assert.equal(list.filter((t) => t === 'MARKER_RECORDED').length, 4);
      assert.ok(!list.includes('ACTIVITY_TASK_SCHEDULED'));
    });

    it('a local activity longer than a workflow task', async () => {
      const handle = await client.workflow.start('longLocal', options({ workflowTaskTimeout: '2s' }));
      assert.equal(await handle.result(), 3000);
      assert.ok((await types(handle)).filter((t) => t === 'WORKFLOW_TASK_COMPLETED').length >= 2);
    });

    it('patches', async () => {
      const handle = await start('versions');
      assert.equal(await handle.result(), 'Hello, patched.8');
      const [run] = await eventually(
        () => collect(client.workflow.list({ query: `TemporalChangeVersion = "greet-first" AND WorkflowId = "${handle.workflowId}"` })),
        (runs) => runs.length === 1);
      assert.equal(run.workflowId, handle.workflowId);
    });

    it('search attributes, memo, list and count', async () => {
      const handle = await client.workflow.start('described', options({
        memo: { note: 'as started', kept: true }, searchAttributes: { ConfKeyword: ['ruby'] }, staticSummary: 'a summary', staticDetails: 'details' }));
      const query = `WorkflowId = "${handle.workflowId}" AND ConfKeyword = "amber" AND ConfInt > 41`;
      const [run] = await eventually(() => collect(client.workflow.list({ query })), (runs) => runs.length === 1);
      assert.deepEqual(run.memo, { note: 'upserted', extra: { a: 1 }, kept: true });
      assert.deepEqual(run.searchAttributes.ConfInt, [42]);
      assert.equal((await client.workflow.count(query)).count, 1);
      const grouped = await client.workflow.count(`WorkflowId = "${handle.workflowId}" GROUP BY ExecutionStatus`);
      assert.deepEqual(grouped.groups.map((g) => [g.count, g.groupValues]), [[1, [['Running']]]]);
      const description = await handle.describe();
      assert.equal(await description.staticSummary(), 'a summary');
      assert.equal(await description.staticDetails(), 'details');
      await handle.signal('finish');
      assert.deepEqual(await handle.result(), { note: 'upserted', extra: { a: 1 }, kept: true });
    });

    it('reset', async () => {
      const handle = await start('random');
      const [r1, u1] = await handle.result();
      const history = await fullHistory(client, handle);
      const point = history.events.find((e) => e.eventType === 7).eventId;
      const { runId } = await client.workflowService.resetWorkflowExecution({
        namespace: 'default', workflowExecution: { workflowId: handle.workflowId, runId: handle.firstExecutionRunId },
        reason: 'once more', workflowTaskFinishEventId: point, requestId: randomUUID() });
      const [r2, u2] = await client.workflow.getHandle(handle.workflowId, runId).result();
      assert.notEqual(r1, r2);
      assert.notEqual(u1, u2);
      assert.ok(eventTypes(await fullHistory(client, handle, runId)).includes('WORKFLOW_TASK_FAILED'));
    });

    it('a workflow task that fails until it is ended', async () => {
      const handle = await start('stuck');
      const description = await eventually(() => handle.describe(), (d) => d.raw.pendingWorkflowTask?.attempt > 1);
      assert.equal(description.status.name, 'RUNNING');
      assert.equal((await types(handle)).filter((t) => t === 'WORKFLOW_TASK_FAILED').length, 1);
      await handle.terminate();
    });

    it('eager start', async () => {
      const native = new Client({ connection: worker.connection });
      const handle = await native.workflow.start('brief', options({ args: ['eager'], requestEagerStart: true }));
      assert.ok(handle.eagerlyStarted);
      assert.equal(await handle.result(), 'eager');
    });

    it('start delay', async () => {
      const delayed = await client.workflow.start('brief', options({ args: ['late'], startDelay: '1s' }));
      assert.equal(await delayed.result(), 'late');
      const [started] = (await fullHistory(client, delayed)).events;
      assert.equal(Number(started.workflowExecutionStartedEventAttributes.firstWorkflowTaskBackoff.seconds), 1);
    });

    it('forty workflows of ten activities at once', async () => {
      const sums = await Promise.all(Array.from({ length: 40 }, () => execute('steps', 10)));
      assert.deepEqual(new Set(sums), new Set([90]));
    });
  });
}

async function collect(iterable) {
  const all = [];
  for await (const item of iterable) all.push(item);
  return all;
}
