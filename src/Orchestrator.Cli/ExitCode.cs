using Orchestrator.Model;

namespace Orchestrator.Cli;

/// <summary>Exit codes of the command; scripts may rely on them.</summary>
internal static class ExitCode
{
    /// <summary>Done; a film was delivered clean.</summary>
    public const int Ok = 0;

    /// <summary>A film was delivered with notes.</summary>
    public const int Notes = 2;

    /// <summary>Stopped by the budget.</summary>
    public const int Budget = 3;

    /// <summary>Refused by a content policy.</summary>
    public const int Refused = 4;

    /// <summary>Failed: a service, a tool, a disk, a person.</summary>
    public const int Failed = 5;

    /// <summary>Bad usage or a bad brief: nothing was started.</summary>
    public const int Usage = 64;

    /// <summary>Interrupted by Ctrl-C or SIGTERM (128 + SIGINT); the film itself goes on at the next run.</summary>
    public const int Interrupted = 130;

    /// <summary>The code that follows how a production ended.</summary>
    public static int For(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Completed => Ok,
        DeliveryStatus.CompletedWithNotes => Notes,
        DeliveryStatus.StoppedByBudget => Budget,
        DeliveryStatus.Refused => Refused,
        _ => Failed,
    };
}
