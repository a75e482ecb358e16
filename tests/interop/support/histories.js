// Reading histories.
import proto from '@temporalio/proto';

/** All events of a run, by default the first that the handle started, in the shape the TypeScript SDK replays. */
export async function fullHistory(client, handle, runId = handle.firstExecutionRunId) {
  return client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
}

/** The types of the events without their prefix. */
export function eventTypes(history) {
  return history.events.map((e) => proto.temporal.api.enums.v1.EventType[e.eventType].replace('EVENT_TYPE_', ''));
}

export function activityIds(history) {
  return history.events.flatMap((e) => e.activityTaskScheduledEventAttributes?.activityId ?? []);
}
