using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Webhooks;

/// <summary>Writes announcements as one provider does.</summary>
internal interface ILetterWriter
{
    /// <summary>The provider's name.</summary>
    string Provider { get; }

    /// <summary>The letters about a job that has ended, signed for this moment; none when nobody asked for one.</summary>
    IEnumerable<Letter> Write(Job job, FaultAction? fault);
}
