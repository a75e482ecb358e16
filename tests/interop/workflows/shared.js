// Workflows that exist in both SDKs with the same names and the same commands: see Host/Workflows.
import {
  allHandlersFinished, CancellationScope, condition, continueAsNew, defineQuery, defineSignal, defineUpdate, deprecatePatch, executeChild, isCancellation,
  patched, proxyActivities, proxyLocalActivities, setHandler, sleep, startChild, workflowInfo, ApplicationFailure, ParentClosePolicy,
} from '@temporalio/workflow';

const activityOptions = { startToCloseTimeout: '20s', retry: { initialInterval: '100ms', maximumAttempts: 3 } };

/** An activity, a timer, an activity; the activities may live on another queue, hence in another SDK. */
export async function sequence(name, queue) {
  const { greet } = proxyActivities({ ...activityOptions, taskQueue: queue ?? undefined });
  const first = await greet(name);
  await sleep(200);
  const second = await greet(`${name} again`);
  return `${first} ${second}`;
}

/** Collects numbers by signal and by update until it is told to finish. */
export async function conversation() {
  const { double } = proxyActivities(activityOptions);
  let total = 0;
  let finished = false;
  setHandler(defineQuery('total'), () => total);
  setHandler(defineSignal('add'), (n) => { total += n; });
  setHandler(defineSignal('finish'), () => { finished = true; });
  setHandler(defineUpdate('addDouble'), async (n) => {
    const doubled = await double(n);
    total += doubled;
    return total;
  }, { validator: (n) => { if (n <= 0) throw ApplicationFailure.nonRetryable('only numbers above zero', 'OutOfRange'); } });
  await condition(() => finished);
  await condition(allHandlersFinished);
  return total;
}

/** Starts a child, signals it, takes its answer and goes on in another run, until `rounds` are done. */
export async function family(rounds, answers = []) {
  const child = await startChild(leaf, {
    workflowId: `${workflowInfo().workflowId}-leaf-${rounds}`, args: [rounds], parentClosePolicy: ParentClosePolicy.TERMINATE,
  });
  await child.signal('go', `round ${rounds}`);
  const all = [...answers, await child.result()];
  if (rounds > 1) await continueAsNew(rounds - 1, all);
  return all;
}

/** Waits for its signal. */
export async function leaf(number) {
  let said;
  setHandler(defineSignal('go'), (text) => { said = text; });
  await condition(() => said !== undefined);
  return `${number}: ${said}`;
}

/** Local activities, one after another and side by side. */
export async function locals() {
  const { double, unsteady } = proxyLocalActivities({
    startToCloseTimeout: '10s', retry: { initialInterval: '50ms', backoffCoefficient: 1, maximumAttempts: 4 } });
  const first = await double(1);
  const [second, third] = await Promise.all([double(first), double(10)]);
  return first + second + third + await unsteady(3);
}

/** New code behind a patch, and one whose old path is gone. */
export async function versions() {
  const { greet, double } = proxyActivities(activityOptions);
  let answer = '';
  if (patched('greet-first')) answer += await greet('patched');
  deprecatePatch('long-since');
  return answer + await double(4);
}

/** Cancels a timer and an activity of its own; cleans up when it is cancelled itself. */
export async function scopes() {
  const { greet, patient } = proxyActivities({ ...activityOptions, heartbeatTimeout: '5s', cancellationType: 'WAIT_CANCELLATION_COMPLETED' });
  const timer = new CancellationScope();
  const waiting = timer.run(() => sleep('1h')).then(() => 'fired', (e) => (isCancellation(e) ? 'cancelled' : 'broken'));
  await greet('before');
  timer.cancel();
  const ended = await waiting;
  const work = new CancellationScope();
  const working = work.run(() => patient()).then(() => 'done', (e) => (isCancellation(e) ? 'cancelled' : 'broken'));
  await sleep(1000);
  work.cancel();
  const stopped = await working;
  let state = 'waiting';
  setHandler(defineQuery('state'), () => `timer ${ended}, activity ${stopped}, ${state}`);
  try {
    await condition(() => false);
  } catch (e) {
    if (!isCancellation(e)) throw e;
    await CancellationScope.nonCancellable(() => greet('cleanup'));
    state = 'cleaned';
    throw e;
  }
}

/** A child of a named type on another queue, hence of another SDK. */
export async function foster(type, queue, args) {
  return executeChild(type, { workflowId: `${workflowInfo().workflowId}-foster`, taskQueue: queue, args });
}
