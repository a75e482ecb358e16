namespace Orchestrator.Model;

/// <summary>One row of the board.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Number">Its place in the film.</param>
/// <param name="Beat">What it tells.</param>
/// <param name="Seconds">Its length in the film.</param>
/// <param name="Step">What is happening: <c>waiting</c>, <c>drawing</c>, <c>queued</c>, <c>rendering</c>, <c>scoring</c>, <c>accepted</c>, …</param>
/// <param name="Attempt">Number of the current attempt; 0 before the first.</param>
/// <param name="Model">Catalogue name of the model.</param>
/// <param name="LastFailed">The attribute that failed last, if any.</param>
/// <param name="LastChanged">The field that the current attempt changes, if any.</param>
/// <param name="Score">Lowest score of the best take's attributes, 0..1, if any take was scored.</param>
/// <param name="Spent">Settled for this shot.</param>
/// <param name="Note">In words, what happened last.</param>
public sealed record ShotProgress(
    string ShotId,
    int Number,
    string Beat,
    double Seconds,
    string Step,
    int Attempt,
    string? Model,
    ScoredAttribute? LastFailed,
    ShotField? LastChanged,
    double? Score,
    Money Spent,
    string? Note);
