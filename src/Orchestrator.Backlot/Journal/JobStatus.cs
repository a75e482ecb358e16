namespace Orchestrator.Backlot.Journal;

internal enum JobStatus
{
    InQueue,
    InProgress,
    Completed,
    Failed,
    Cancelled,
}
