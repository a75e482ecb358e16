namespace Orchestrator.Planning;

/// <summary>A brief cannot be used; the message holds every problem.</summary>
public sealed class BriefException(string path, IReadOnlyList<BriefProblem> problems) : Exception(Say(path, problems))
{
    /// <summary>Every problem, in the order of the file.</summary>
    public IReadOnlyList<BriefProblem> Problems => problems;

    private static string Say(string path, IReadOnlyList<BriefProblem> problems) =>
        $"{path} has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}:{string.Concat(problems.Select(problem => $"\n  {problem}"))}";
}
