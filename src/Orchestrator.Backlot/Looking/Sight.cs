namespace Orchestrator.Backlot.Looking;

/// <summary>What was seen of one aspect of a take.</summary>
/// <param name="Verdict">`yes`, `no` or `cannot_tell`.</param>
/// <param name="Evidence">What decides it, in a sentence.</param>
/// <param name="Confidence">How sure, 0 to 1.</param>
/// <param name="Pictures">Numbers of the pictures that show a fault; the board is 1.</param>
internal sealed record Sight(string Verdict, string Evidence, double Confidence, IReadOnlyList<int> Pictures)
{
    public static Sight Yes(string evidence, double confidence) => new("yes", evidence, confidence, []);

    public static Sight No(string evidence, double confidence, IEnumerable<int> shots) => new("no", evidence, confidence, [.. shots.Select(shot => shot + 2)]);

    public static Sight Unclear(string evidence) => new("cannot_tell", evidence, 0.3, []);
}
