using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>A clip that came as an input.</summary>
/// <param name="File">Its id on the shelf.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Frames">How many, at the rate of all clips.</param>
/// <param name="Sound">Whether it has a sound track.</param>
/// <param name="Order">What it shows; null for a clip that was not made here.</param>
/// <param name="First">The frame of that with which it begins.</param>
internal sealed record SourceClip(string File, int Width, int Height, int Frames, bool Sound, TakeOrder? Order, int First)
{
    public double Seconds => Math.Round(Frames / (double)TakeOrder.Rate, 3);

    /// <summary>A change of all of it, in what the prompt names.</summary>
    public TakeEdit Edit(string prompt)
    {
        var named = PromptEdit.Named(prompt);
        return new(File, Frames, Order, First, prompt, 0, Frames) { Picture = named.Any(kind => kind != ClauseKind.Sound), Sound = named.Contains(ClauseKind.Sound) };
    }
}
