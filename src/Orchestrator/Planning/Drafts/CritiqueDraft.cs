using System.ComponentModel;

namespace Orchestrator.Planning.Drafts;

/// <summary>A critique as a language model writes it; its shape is the schema of the answer.</summary>
/// <param name="Findings">What is wrong with the plan.</param>
/// <param name="Summary">The critique in one sentence.</param>
internal sealed record CritiqueDraft(
    [Description("What is wrong, the worst first; empty when the plan can be filmed as it is.")] IReadOnlyList<CritiqueDraft.Remark> Findings,
    [Description("The verdict in one sentence.")] string Summary)
{
    /// <summary>How much a finding matters.</summary>
    public enum Weight
    {
        /// <summary>The plan can be filmed in spite of it.</summary>
        Note,

        /// <summary>Money would be lost on it.</summary>
        MustFix,
    }

    /// <summary>One finding.</summary>
    public sealed record Remark(
        [Description("Number of the shot in the film, from 1; 0 for the whole film.")] int Shot,
        Weight Severity,
        [Description("What is wrong, in one sentence.")] string Problem,
        [Description("What to change, in one sentence.")] string Fix);
}
