using System.ComponentModel;
using Orchestrator.Model;

namespace Orchestrator.Scoring.Judging;

/// <summary>A judgement as a language model writes it; its shape is the schema of the answer.</summary>
/// <param name="Answers">One answer a question.</param>
internal sealed record JudgementDraft([Description("One answer to each question, in the order of the questions.")] IReadOnlyList<JudgementDraft.Answer> Answers)
{
    /// <summary>What was seen.</summary>
    public enum Seen
    {
        /// <summary>It is so.</summary>
        Yes,

        /// <summary>It is not so.</summary>
        No,

        /// <summary>The pictures do not tell.</summary>
        CannotTell,
    }

    /// <summary>The answer to one question. What was seen comes first: a verdict follows from it and not the other way round.</summary>
    public sealed record Answer(
        [Description("Which question is answered.")] JudgedAspect Aspect,
        [Description("What is seen that decides it, in one sentence.")] string Evidence,
        [Description("Numbers of the pictures that show the fault; empty when there is none.")] IReadOnlyList<int> Pictures,
        [Description("The answer to the question.")] Seen Verdict,
        [Description("How sure, from 0 to 1.")] double Confidence);
}
