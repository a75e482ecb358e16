using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>How the replay of a history ended. No failure means that the code still takes the recorded way.</summary>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
