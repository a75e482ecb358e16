namespace Orchestrator.Backlot.Film;

/// <summary>What a take goes on from: its start picture was seen to be a frame of something.</summary>
/// <param name="Picture">SHA-256 of the start picture.</param>
/// <param name="Of">What it is a frame of.</param>
/// <param name="Frame">Which one.</param>
/// <param name="First">The prompt of the first take that began with this picture: what a later one asks otherwise is a change to that.</param>
internal sealed record Continuation(string Picture, TakeOrder Of, int Frame, string First)
{
    /// <summary>Whether nothing but the words of <see cref="Of"/> is seen in it: the picture is from elsewhere.</summary>
    public bool WordsAlone { get; init; }
}
