// Schedules through the TypeScript client, against both services.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { eventually, kinds } from './support/services.js';
import { connect, startWorker } from './support/typescript.js';

for (const kind of kinds) {
  describe(`TypeScript schedules, ${kind.name}`, { skip: kind.skip, concurrency: 4 }, () => {
    const taskQueue = `schedules-${randomUUID()}`;
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

    const action = (id) => ({ type: 'startWorkflow', workflowType: 'brief', taskQueue, workflowId: `${id}-run`, args: ['scheduled'] });
    const create = (id, more = {}) => client.schedule.create({
      scheduleId: id, spec: { intervals: [{ every: '1h', offset: '7m' }] }, action: action(id), memo: { who: 'tests' }, ...more });
    const actions = (handle, count) => eventually(() => handle.describe(), (d) => d.info.numActionsTaken >= count);
    const ended = ({ info }) => Promise.all(info.recentActions.map((a) => client.workflow.getHandle(a.action.workflow.workflowId).result()));
    const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;

    it('create, describe and delete', async () => {
      const id = `s-${randomUUID()}`;
      const handle = await create(id, { spec: { cronExpressions: ['30 9 * * MON-FRI'], timezone: 'Europe/Berlin' } });
      const description = await handle.describe();
      assert.equal(description.scheduleId, id);
      assert.deepEqual(description.memo, { who: 'tests' });
      assert.equal(description.action.workflowType, 'brief');
      assert.deepEqual(description.action.args, ['scheduled']);
      assert.equal(description.spec.timezone, 'Europe/Berlin');
      assert.deepEqual(description.spec.calendars[0].minute, [{ start: 30, end: 30, step: 1 }]);
      assert.equal(description.info.nextActionTimes.length, 10);
      assert.ok(description.info.nextActionTimes.every((t) => t.getUTCMinutes() === 30));
      await assert.rejects(create(id), ScheduleAlreadyRunning);
      await handle.delete();
      await assert.rejects(handle.describe(), ScheduleNotFoundError);
    });

    it('an interval of a second', async () => {
      const handle = await create(`s-${randomUUID()}`, { spec: { intervals: [{ every: '1s' }] }, policies: { overlap: 'ALLOW_ALL' } });
      const description = await actions(handle, 2);
      await handle.delete();
      const { workflow } = description.info.recentActions[0].action;
      assert.match(workflow.workflowId, /-run-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.equal(await client.workflow.getHandle(workflow.workflowId).result(), 'scheduled');
    });

    it('trigger, also when it is paused', async () => {
      const handle = await create(`s-${randomUUID()}`);
      await handle.trigger();
      await ended(await actions(handle, 1)); // two triggers of one second have one workflow id
      await handle.pause('for a test');
      const paused = await handle.describe();
      assert.equal(paused.state.paused, true);
      assert.equal(paused.state.note, 'for a test');
      await handle.trigger(ScheduleOverlapPolicy.ALLOW_ALL);
      const triggered = await actions(handle, 2);
      await handle.unpause('and on');
      assert.equal((await handle.describe()).state.note, 'and on');
      await ended(triggered);
      await handle.delete();
    });

    it('backfill', async () => {
      const handle = await create(`s-${randomUUID()}`);
      await handle.backfill({ start: new Date(hour - 3 * 3_600_000), end: new Date(hour), overlap: 'ALLOW_ALL' });
      const { info } = await actions(handle, 3);
      await handle.delete();
      assert.equal(info.numActionsTaken, 3);
      const times = info.recentActions.map((a) => a.scheduledAt.getTime()).sort();
      assert.deepEqual(times, [3, 2, 1].map((back) => hour - back * 3_600_000 + 7 * 60_000));
    });

    it('update', async () => {
      const handle = await create(`s-${randomUUID()}`);
      await handle.update((previous) => ({
        ...previous, spec: { calendars: [{ hour: 4, minute: 5 }] }, state: { ...previous.state, note: 'changed' } }));
      const { spec, state, info } = await handle.describe();
      assert.equal(state.note, 'changed');
      assert.ok(!spec.intervals?.length);
      assert.ok(info.nextActionTimes.every((t) => t.getUTCHours() === 4 && t.getUTCMinutes() === 5));
      assert.ok(info.lastUpdatedAt);
      await handle.delete();
    });

    it('list', async () => {
      const ids = [`list-a-${randomUUID()}`, `list-b-${randomUUID()}`];
      const handles = await Promise.all(ids.map((id) => create(id)));
      await handles[1].pause();
      const mine = async () => {
        const found = [];
        for await (const s of client.schedule.list()) if (ids.includes(s.scheduleId)) found.push(s);
        return found.sort((a, b) => a.scheduleId.localeCompare(b.scheduleId));
      };
      const [a, b] = await eventually(mine, (found) => found.length === 2 && found[1].state.paused);
      assert.equal(a.action.workflowType, 'brief');
      assert.equal(a.state.paused, false);
      assert.equal(b.state.paused, true);
      assert.deepEqual(a.memo, { who: 'tests' });
      await Promise.all(handles.map((h) => h.delete()));
      await eventually(mine, (found) => found.length === 0);
    });

    it('a number of actions, then no more', async () => {
      const handle = await create(`s-${randomUUID()}`, {
        spec: { intervals: [{ every: '1s' }] }, policies: { overlap: 'ALLOW_ALL' }, state: { remainingActions: 2 } });
      const description = await eventually(() => handle.describe(), (d) => d.state.remainingActions === 0);
      assert.equal(description.info.numActionsTaken, 2);
      assert.equal(description.info.nextActionTimes.length, 0);
      await handle.delete();
    });
  });
}
