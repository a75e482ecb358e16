using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>One fal endpoint: its input schema, what it renders, what it costs.</summary>
internal sealed record FalEndpoint
{
    private static readonly ImageLimits AnyImage = new(30 * 1024 * 1024, 64, 4, "png", "jpeg", "webp");

    public required string Id { get; init; }

    /// <summary>Field of the start picture; null when there is none.</summary>
    public string? ImageField { get; init; }

    public ImageLimits Image { get; init; } = AnyImage;

    /// <summary>Field of a start picture that may be left out; null when there is none.</summary>
    public string? StartField { get; init; }

    /// <summary>Field of a clip whose movement is followed; null when there is none.</summary>
    public string? MotionField { get; init; }

    /// <summary>Field of the clip that is changed; null when there is none.</summary>
    public string? SourceField { get; init; }

    /// <summary>How long the reference clips may be together, in seconds; null for any length.</summary>
    public (double Least, double Most)? ClipSeconds { get; init; }

    public required FalField[] Fields { get; init; }

    /// <summary>Fields that the real endpoint has and the Backlot does not render.</summary>
    public string[] NotRendered { get; init; } = [];

    /// <summary>What is filmed, in words.</summary>
    public Func<FalInput, string> Words { get; init; } = input => input.Text("prompt");

    /// <summary>Frames a second of the file; null for the usual ones.</summary>
    public Func<FalInput, int?> Rate { get; init; } = _ => null;

    /// <summary>What is wrong between fields.</summary>
    public Func<FalInput, IEnumerable<FalProblem>> Between { get; init; } = _ => [];

    /// <summary>Short side in pixels.</summary>
    public required Func<FalInput, int> ShortSide { get; init; }

    /// <summary>Width over height; null follows the input picture.</summary>
    public Func<FalInput, double?> Ratio { get; init; } = _ => null;

    public required Func<FalInput, double> Seconds { get; init; }

    /// <summary>Fields of a mask, the first that is given counts.</summary>
    public string[] MaskFields { get; init; } = [];

    /// <summary>What is changed in the clip; a clip that cannot be decoded shows the prompt alone.</summary>
    public Func<FalInput, SourceClip, TakeEdit>? Edit { get; init; }

    /// <summary>What a take has of the clip that it follows; null for nothing of its movement.</summary>
    public Func<FalInput, Followed, Followed>? Follow { get; init; }

    /// <summary>The clip whose sound it has; null for none.</summary>
    public Func<FalInput, SourceClip?> SoundFrom { get; init; } = _ => null;

    /// <summary>Shots with prompts of their own; null when the prompt holds throughout.</summary>
    public Func<FalInput, IReadOnlyList<TakePart>?> Parts { get; init; } = _ => null;

    /// <summary>Whether it draws pictures instead of rendering clips.</summary>
    public bool Draws { get; init; }

    public bool HasSeed { get; init; }

    public bool HasSound { get; init; } = true;

    /// <summary>Whether there is sound where nothing is said of it.</summary>
    public bool SoundByDefault { get; init; } = true;

    /// <summary>Micro-USD per billing unit.</summary>
    public required Func<FalInput, long> UnitPrice { get; init; }

    /// <summary>Billing units per second of the delivered file.</summary>
    public Func<FalInput, double> UnitsPerSecond { get; init; } = _ => 1;

    /// <summary>What a client buys with an input.</summary>
    public VideoSale Sell(FalInput input, BacklotOptions options) => new("fal", Id, Order(input, options), UnitsPerSecond(input), UnitPrice(input));

    public TakeOrder Order(FalInput input, BacklotOptions options)
    {
        var (width, height) = Size(input, options.FollowStartFrame && input.Image is { } start ? Math.Min(options.MaxHeight, start.Height) : options.MaxHeight);
        var (heard, followed) = (SoundFrom(input), Follow is not null && input.Followed is { } seen ? Follow(input, seen) : null);
        var sound = heard is not null ? heard.Sound : HasSound && (input.Source?.Sound ?? input.Flag("generate_audio", SoundByDefault));
        return new TakeOrder(Id, Words(input), width, height, Seconds(input), sound, HasSeed ? input.Whole("seed") : null, 0, Parts(input) ?? Onward(input, followed))
        {
            Fps = Rate(input) is var rate and not TakeOrder.Rate ? rate : null,
            ReferenceClips = input.List("video_urls").Count + (input.Motion is null ? 0 : 1),
            Follows = followed,
            SoundOf = heard?.File,
            Edit = input.Source is { } source ? Edit?.Invoke(input, source) : null,
        };
    }

    // It is as far in the action as the clip is.
    private IReadOnlyList<TakePart>? Onward(FalInput input, Followed? followed) => followed is { From: > 0 } ? [new(Words(input), Seconds(input), followed.From)] : null;

    private (int Width, int Height) Size(FalInput input, int maxHeight)
    {
        if (input.Source is { } source)
            return (source.Width, source.Height);
        var ratio = Ratio(input) ?? (input.Image is { } picture ? (double)picture.Width / picture.Height : 16.0 / 9);
        // Only clips take long to draw.
        return FrameShape.Of(ratio, ShortSide(input), Seconds(input) == 0 ? int.MaxValue : maxHeight);
    }
}
