using System.Globalization;
using Orchestrator.Model;

namespace Orchestrator.Providers.Catalogue;

/// <summary>One model as data: what it can do, what it costs, what it is known to do wrong. Every figure's source is in its file.</summary>
public sealed record ModelRow
{
    /// <summary>Name that briefs and reports use.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Video, image or text.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Folder of the client that speaks to it: <c>fal</c>, <c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own name for it.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Under which terms it is used, in words.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Where it is served and to whom, in words; <see cref="NotIn"/> is what is checked.</summary>
    public string Regions { get; init; } = "";

    /// <summary>Day from which it is no longer offered; null while it is.</summary>
    public DateOnly? Retired { get; init; }

    /// <summary>Models that take its place once it is retired.</summary>
    public IReadOnlyList<string> Successors { get; init; } = [];

    /// <summary>Clip lengths that can be asked for, in seconds, ascending.</summary>
    public IReadOnlyList<int> Seconds { get; init; } = [];

    /// <summary>Aspect ratios, e.g. <c>16:9</c>; empty means any.</summary>
    public IReadOnlyList<string> Aspects { get; init; } = [];

    /// <summary>
    /// Picture sizes that can be had at the row's price, as lines of the shorter side, ascending; empty for a model that draws any
    /// size.
    /// </summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    /// <summary>Whether it makes sound.</summary>
    public bool Sound { get; init; }

    /// <summary>Longest prompt in characters.</summary>
    public int PromptLimit { get; init; } = int.MaxValue;

    /// <summary>Price.</summary>
    public ModelPrice Price { get; init; } = new();

    /// <summary>
    /// What a take is waited for, in seconds: what was measured of it, or <see cref="AssumedWait"/> where the file gives no figure.
    /// </summary>
    public double WaitSeconds { get; init; } = AssumedWait;

    /// <summary>Wait in seconds for a model of which nothing was measured: the middle of the 60 to 180 s that most are reported with.</summary>
    public const double AssumedWait = 120;

    /// <summary>Chance that a first take passes, 0..1: a prior until outcomes are on record.</summary>
    public double Chance { get; init; } = 0.8;

    /// <summary>
    /// Whether it is kept in reserve, because too little is on record about it: it is taken when a brief names it, or when no other
    /// model can make the shot.
    /// </summary>
    public bool Reserve { get; init; }

    /// <summary>Whether it changes takes that exist and makes none by itself.</summary>
    public bool Edits { get; init; }

    /// <summary>Fields that it can change in a take while the rest stays; for rows that edit.</summary>
    public IReadOnlyList<ShotField> Mends { get; init; } = [];

    /// <summary>Where it is not offered: countries (ISO 3166) or <c>EEA</c>.</summary>
    public IReadOnlyList<string> NotIn { get; init; } = [];

    /// <summary>Whether it shows people.</summary>
    public bool People { get; init; } = true;

    /// <summary>References it takes besides the start frame.</summary>
    public ReferenceLimits References { get; init; } = ReferenceLimits.None;

    /// <summary>How large the files may be that it is given.</summary>
    public PayloadLimits Payload { get; init; } = PayloadLimits.None;

    /// <summary>Several shots in one generation, with cuts between them; null for a model that makes one shot at a time.</summary>
    public SeveralShots? Several { get; init; }

    /// <summary>
    /// How its clips are made longer; null where no endpoint extends them, and what is to follow starts from their last frame.
    /// </summary>
    public ClipExtension? Extension { get; init; }

    /// <summary>How a request is written for this endpoint.</summary>
    public ModelInput Input { get; init; } = new();

    /// <summary>Documented defects: requests that had better go elsewhere.</summary>
    public IReadOnlyList<ModelGuard> Guards { get; init; } = [];

    /// <summary>The smallest step that covers <paramref name="seconds"/>, or the largest there is.</summary>
    public int Step(double seconds)
    {
        foreach (var step in Seconds)
        {
            if (step >= seconds - 1e-9)
                return step;
        }

        return Seconds[^1];
    }

    /// <summary>The lines to ask for: the fewest that fill a picture of that size, or the most there are; null when any can be had.</summary>
    public int? LinesFor(FrameSize size)
    {
        var wanted = Math.Min(size.Width, size.Height);
        return Lines.Count == 0 ? null : Lines.FirstOrDefault(lines => lines >= wanted, Lines[^1]);
    }

    /// <summary>The aspect ratio to ask for: the picture's own, or of those on offer the one nearest to it.</summary>
    public string AspectFor(FrameSize size)
    {
        var own = size.AspectRatio();
        return Aspects.Count == 0 || Aspects.Contains(own) ? own : Aspects.MinBy(aspect => Math.Abs(Math.Log(Shape(aspect) * size.Height / size.Width)))!;
    }

    /// <summary>Whether its picture has to be enlarged for that size.</summary>
    public bool FallsShortOf(FrameSize size) => LinesFor(size) < Math.Min(size.Width, size.Height);

    /// <summary>Most that a clip of that many seconds can cost.</summary>
    public Money PriceOfSeconds(double seconds) => Money.Usd(Price.UsdPerSecond * (decimal)seconds);

    /// <summary>What a clip costs: the price of its second, by lines and sound, times its seconds.</summary>
    public Money PriceOf(double seconds, FrameSize size, bool sound) => Money.Usd(Rate(size, sound) * (decimal)seconds);

    /// <summary>What a request costs.</summary>
    public Money PriceOf(TakeRequest request) =>
        PriceOf(request.Seconds + (request.Cuts?.Sum(cut => cut.Seconds) ?? 0), request.Size, request.Fields.Audio.Description is not null);

    /// <summary>What the provider charges for the quantity it reports.</summary>
    public Money PriceOfUnits(decimal units, TakeRequest request) =>
        Money.Usd(units * (Price.UsdPerUnit ?? Rate(request.Size, request.Fields.Audio.Description is not null)));

    /// <summary>Most that one picture of that size can cost.</summary>
    public Money PriceOfImage(FrameSize size) => Price.UsdPerImage is { } usd
        ? Money.Usd(Math.Min(size.Width, size.Height) > OrdinaryLines ? Price.UsdPerLargeImage ?? usd : usd)
        : PriceOfTokens(PromptLimit / CharactersPerToken, (long)Math.Ceiling(Price.TokensOut * (double)size.Width * size.Height / (1024 * 1024)));

    /// <summary>Most that one picture of that size can cost which is drawn after so many others.</summary>
    public Money PriceOfImage(FrameSize size, int references) =>
        PriceOfImage(size) + PriceOfTokens((long)references * Price.TokensPerReference, 0) + Money.Usd(Price.UsdPerReference * references);

    /// <summary>What a call that used these tokens costs; <paramref name="cached"/> of those in were known from an earlier call.</summary>
    public Money PriceOfTokens(long tokensIn, long tokensOut, long cached = 0) => Money.Usd(
        (((tokensIn - cached) * Price.UsdPerMillionIn) + (cached * (Price.UsdPerMillionCached ?? Price.UsdPerMillionIn)) + (tokensOut * Price.UsdPerMillionOut)) / 1_000_000m);

    /// <summary>What text and thought beside a picture or a video cost.</summary>
    public Money PriceOfText(long tokens) => Money.Usd(tokens * Price.UsdPerMillionText / 1_000_000m);

    private static double Shape(string aspect) => aspect.Split(':') is [var wide, var high]
        ? double.Parse(wide, CultureInfo.InvariantCulture) / double.Parse(high, CultureInfo.InvariantCulture)
        : 1;

    // Pictures "1K" have up to so many lines; the next size costs more.
    private const int OrdinaryLines = 768;

    private decimal Rate(FrameSize size, bool sound)
    {
        var lines = LinesFor(size);
        return Price.Rates.FirstOrDefault(rate => rate.Fits(lines, sound && Sound))?.Usd ?? Price.UsdPerSecond;
    }

    // A prompt of one shot is a few hundred characters; this bound keeps the worst case near the truth without counting tokens.
    private const int CharactersPerToken = 32;
}
