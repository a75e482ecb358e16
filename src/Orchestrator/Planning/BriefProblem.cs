namespace Orchestrator.Planning;

/// <summary>One thing that is wrong with a brief.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Field">The field, e.g. <c>budget.film</c>.</param>
/// <param name="Message">What was expected, and what was found.</param>
public sealed record BriefProblem(long Line, string Field, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"line {Line,-3} {Field}: {Message}";
}
