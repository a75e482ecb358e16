namespace Orchestrator.Backlot.Film;

/// <summary>A change of a clip that was given: what is not to change stays as it is in the clip, pixel by pixel.</summary>
/// <param name="Clip">The clip, by its id on the shelf.</param>
/// <param name="Frames">How many frames it has.</param>
/// <param name="Of">What it shows; null for a clip that was not made here.</param>
/// <param name="First">The frame of that with which the clip begins: a shot of several begins within the whole.</param>
/// <param name="Prompt">What is to change.</param>
/// <param name="From">First frame that may change.</param>
/// <param name="To">The frame after the last that may change.</param>
internal sealed record TakeEdit(string Clip, int Frames, TakeOrder? Of, int First, string Prompt, int From, int To)
{
    /// <summary>Whether the stretch is filmed anew; otherwise only what the prompt names changes in it.</summary>
    public bool Anew { get; init; }

    /// <summary>A clip or a picture, by its id on the shelf, that is white where the picture may change; null for everywhere.</summary>
    public string? Mask { get; init; }

    /// <summary>Whether the picture changes.</summary>
    public bool Picture { get; init; } = true;

    /// <summary>Whether the sound of the stretch is made anew.</summary>
    public bool Sound { get; init; }
}
