using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Matching;

/// <summary>Something a worker is wanted for.</summary>
internal abstract class QueuedTask(Run run)
{
    public Run Run { get; } = run;

    public DateTime QueuedAt { get; set; }

    /// <summary>Still wanted: neither handed out otherwise nor overtaken.</summary>
    public abstract bool IsWanted { get; }
}
