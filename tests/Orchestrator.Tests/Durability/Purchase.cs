namespace Orchestrator.Tests.Durability;

/// <summary>A row of the providers' ledger.</summary>
/// <param name="Provider"><c>fal</c> or <c>openai</c>.</param>
/// <param name="AttemptId">What the client called it.</param>
/// <param name="Status">How far the job is.</param>
/// <param name="Charged">What is charged and not given back, in millionths of a dollar.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="RequestHash">Hash of what was asked, the same for the same request.</param>
/// <param name="Polls">How often its state was asked for.</param>
/// <param name="Seconds">How long it was open; 0 while it still is.</param>
internal sealed record Purchase(string Provider, string? AttemptId, string Status, long Charged, string Model, string RequestHash, int Polls, double Seconds)
{
    /// <summary>Whether it is a take, not a frame of the storyboard.</summary>
    public bool IsTake => Provider == "fal";
}
