using Orchestrator.Scoring.Flow;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Clips;

/// <summary>Everything the measures need of a decoded clip: gathered in one pass, no frame kept that is not needed again.</summary>
internal sealed class Reel
{
    /// <summary>What the file says of itself.</summary>
    public required ClipFormat Format { get; init; }

    /// <summary>Working width.</summary>
    public required int Width { get; init; }

    /// <summary>Working height.</summary>
    public required int Height { get; init; }

    /// <summary>The first pictures of the clip (at most <see cref="ReelBuilder.OpeningLength"/>), which are compared with the storyboard.</summary>
    public List<Picture> Opening { get; } = [];

    /// <summary>A picture every half second after the opening, for what drifts in the course of the clip.</summary>
    public List<(int Frame, Picture Picture)> Later { get; } = [];

    /// <summary>One entry a decoded frame.</summary>
    public List<FrameFacts> Frames { get; } = [];

    /// <summary>One entry a pair of neighbours; entry i leads from frame i to frame i + 1.</summary>
    public List<StepFacts> Steps { get; } = [];

    /// <summary>Errors that the decoder reported.</summary>
    public int DecodeErrors { get; set; }

    /// <summary>Frames per second that the clip plays at; never zero.</summary>
    public double Fps => Format.Fps > 0 ? Format.Fps : 24;
}
