// Workflows for what only the TypeScript tests use.
import {
  condition, defineSignal, getExternalWorkflowHandle, proxyActivities, proxyLocalActivities, setHandler, sleep, startChild,
  upsertMemo, upsertSearchAttributes, uuid4, workflowInfo, ApplicationFailure, ChildWorkflowFailure, ActivityFailure,
} from '@temporalio/workflow';

const activities = proxyActivities({ startToCloseTimeout: '20s', retry: { initialInterval: '100ms', maximumAttempts: 3 } });

export async function retries() {
  const attempt = await activities.unsteady(2);
  try {
    await activities.refuse('no such thing');
  } catch (e) {
    const cause = e instanceof ActivityFailure ? e.cause : e;
    return { attempt, type: cause.type, message: cause.message, details: cause.details, retryState: e.retryState, activityId: e.activityId };
  }
  throw new Error('refused nothing');
}

export async function asynchronous() {
  return activities.answeredElsewhere();
}

export async function beating() {
  const { resumeFromHeartbeat } = proxyActivities({
    startToCloseTimeout: '20s', heartbeatTimeout: '2s', retry: { initialInterval: '100ms', maximumAttempts: 3 } });
  return resumeFromHeartbeat();
}

export async function tooSlow() {
  const { patient } = proxyActivities({ startToCloseTimeout: '1s', retry: { maximumAttempts: 1 } });
  await patient();
}

export async function longLocal() {
  const { slow } = proxyLocalActivities({ startToCloseTimeout: '10s' });
  return slow(3000);
}

export async function failing(type) {
  throw ApplicationFailure.create({ message: 'it broke', type, nonRetryable: type === 'Final', details: [{ code: 7 }] });
}

export async function parentOfFailing() {
  const child = await startChild(failing, { args: ['Final'], workflowId: `${workflowInfo().workflowId}-child` });
  try {
    await child.result();
  } catch (e) {
    if (e instanceof ChildWorkflowFailure) return `${e.cause.type}: ${e.cause.message}`;
    throw e;
  }
  return 'no failure';
}

export async function shepherd(target) {
  const handle = getExternalWorkflowHandle(target);
  await handle.signal('add', 5);
  try {
    await getExternalWorkflowHandle(`${target}-missing`).signal('add', 5);
  } catch (e) {
    await handle.cancel();
    return e.message;
  }
  return 'no failure';
}

export async function described() {
  upsertSearchAttributes({ ConfKeyword: ['amber'], ConfInt: [42] });
  upsertMemo({ note: 'upserted', extra: { a: 1 } });
  let closed = false;
  setHandler(defineSignal('finish'), () => { closed = true; });
  await condition(() => closed);
  return workflowInfo().memo;
}

export async function random() {
  const before = [Math.random(), uuid4()];
  await sleep(50);
  return [...before, Math.random(), uuid4(), Date.now()];
}

export async function steps(count) {
  const answers = [];
  for (let i = 0; i < count; i++) answers.push(await activities.double(i));
  return answers.reduce((sum, n) => sum + n, 0);
}

/** Sums what was signalled: one task for many signals. */
export async function counter(expected) {
  let seen = 0;
  setHandler(defineSignal('add'), () => { seen++; });
  await condition(() => seen >= expected, '30s');
  return seen;
}

export async function brief(scheduled) {
  await sleep(20);
  return scheduled ?? 'no argument';
}

/** Fails its workflow task until the worker lets it pass. */
export async function stuck() {
  throw new Error('a bug, not a failure');
}

export async function refusal(queue) {
  const { refuse } = proxyActivities({ startToCloseTimeout: '10s', taskQueue: queue });
  await refuse('no such thing');
}

export async function bytes(queue) {
  const { echoBytes } = proxyActivities({ startToCloseTimeout: '10s', taskQueue: queue });
  return [...await echoBytes(new Uint8Array([0, 255, 7]))];
}
