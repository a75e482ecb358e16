import { activityInfo, ApplicationFailure, CompleteAsyncError, Context, heartbeat, sleep } from '@temporalio/activity';

/** Task tokens of activities that somebody else answers, by workflow id. */
export const openTokens = new Map();

export async function greet(name) {
  return `Hello, ${name}.`;
}

export async function double(n) {
  return n * 2;
}

/** Succeeds at its `attempts`-th attempt. */
export async function unsteady(attempts) {
  const { attempt } = activityInfo();
  if (attempt < attempts) throw new Error(`attempt ${attempt}`);
  return attempt;
}

export async function refuse(message) {
  throw ApplicationFailure.create({ message, type: 'Refused', nonRetryable: true, details: [1, { two: 2 }] });
}

export async function answeredElsewhere() {
  openTokens.set(activityInfo().workflowExecution.workflowId, activityInfo().taskToken);
  throw new CompleteAsyncError();
}

/** Reports progress, fails, and finds the progress at its next attempt. */
export async function resumeFromHeartbeat() {
  const { attempt, heartbeatDetails } = activityInfo();
  if (attempt > 1) return heartbeatDetails;
  heartbeat({ page: 12 });
  throw new Error('half way');
}

/** Works until it is cancelled or out of time. */
export async function patient() {
  const beats = setInterval(() => heartbeat(), 200);
  try {
    await Context.current().cancelled;
  } finally {
    clearInterval(beats);
  }
}

export async function slow(milliseconds) {
  await sleep(milliseconds);
  return milliseconds;
}
