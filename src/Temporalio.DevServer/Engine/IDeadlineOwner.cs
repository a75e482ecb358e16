namespace Temporalio.DevServer.Engine;

/// <summary>Something that has to be looked at when its time has come.</summary>
internal interface IDeadlineOwner
{
    /// <summary>Earliest deadline known to the heap of timers.</summary>
    DateTime ArmedFor { get; set; }

    /// <summary>When it really has to be looked at next; null if never.</summary>
    DateTime? NextDeadline { get; }

    /// <summary>What it is, for the log.</summary>
    string Subject { get; }

    /// <summary>Handles all deadlines that have passed, in one unit.</summary>
    void FireDeadlines(Unit unit);
}
