using System.Text.Json.Serialization;
using Orchestrator.Backlot.Cast;

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
    /// <summary>Frames a second in which takes are planned, and of every clip whose request names no others.</summary>
    public const int Rate = 24;

    // More than anybody asks for the same.
    private const int RepeatsOfASample = 1_000_000;

    /// <summary>Frames a second that the request names, or that its model is known for; null for the usual ones.</summary>
    public int? Fps { get; init; }

    /// <summary>Frames a second of its file.</summary>
    [JsonIgnore]
    public int FileRate => Fps ?? Rate;

    /// <summary>How many clips it follows as references.</summary>
    public int ReferenceClips { get; init; }

    /// <summary>What reference pictures show of who and what is seen in it.</summary>
    public IReadOnlyList<Likeness> Cast { get; init; } = [];

    /// <summary>What it has from a clip that it follows; null for none.</summary>
    public Followed? Follows { get; init; }

    /// <summary>The clip whose sound it has, by its id on the shelf; null for a sound of its own.</summary>
    public string? SoundOf { get; init; }

    /// <summary>How many clips of it are made, each with a draw of its own.</summary>
    public int Samples { get; init; } = 1;

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

    /// <summary>The request's hash, where it is to be read in every frame; null for clean frames.</summary>
    [JsonIgnore]
    public string? Mark { get; init; }

    /// <summary>Which of its clips is meant: pictures of the same words, in a grain of their own.</summary>
    [JsonIgnore]
    public int Number { get; init; }

    /// <summary>What is rendered for one of several samples; the first is the order itself.</summary>
    public TakeOrder Sample(int number) => number == 0 ? this : this with { Number = number, Seed = (Seed + number) & uint.MaxValue, Repeat = Repeat + (number * RepeatsOfASample) };

    /// <summary>The stretches, one for a plain take.</summary>
    public IReadOnlyList<TakePart> Stretches() => Parts ?? [new(Prompt, Seconds)];
}
