namespace Orchestrator.Backlot.Film;

/// <summary>What the renderer has to make: the request's fields once defaults and limits are applied.</summary>
/// <param name="Endpoint">The endpoint, whose habits act.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Sound">Whether it has a sound track.</param>
/// <param name="Seed">The request's seed, where it has one.</param>
/// <param name="Repeat">How many identical requests came before.</param>
/// <param name="Parts">Shots with prompts of their own; null when the one prompt holds throughout.</param>
internal sealed record TakeOrder(string Endpoint, string Prompt, int Width, int Height, double Seconds, bool Sound, long? Seed, int Repeat, IReadOnlyList<TakePart>? Parts = null)
{
    /// <summary>Frames per second of every clip.</summary>
    public const int Rate = 24;

    /// <summary>How many clips it follows as references.</summary>
    public int ReferenceClips { get; init; }

    /// <summary>Habits that are scripted for this take, whatever the lot says.</summary>
    public IReadOnlyList<Habit> Scripted { get; init; } = [];

    /// <summary>The change of a clip that was given; null for a take that is filmed.</summary>
    public TakeEdit? Edit { get; init; }

    /// <summary>Whether its last frame is wanted beside it, as a picture.</summary>
    public bool LastFrame { get; init; }

    /// <summary>What it goes on from; null for a take that begins its own scene.</summary>
    public Continuation? GoesOn { get; init; }

    /// <summary>The picture that it ends on, by its id on the shelf; null where its end is left open.</summary>
    public string? End { get; init; }

    /// <summary>The stretches, one for a plain take.</summary>
    public IReadOnlyList<TakePart> Stretches() => Parts ?? [new(Prompt, Seconds)];
}
