using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Habits;

namespace Orchestrator.Backlot.Contracts;

/// <summary>One fal endpoint: its input schema, what it renders, what it costs.</summary>
internal sealed record FalEndpoint
{
    public required string Id { get; init; }
    public required HabitProfile Habits { get; init; }
    public required string ImageField { get; init; }
    public required ImageLimits Image { get; init; }
    public required FalField[] Fields { get; init; }

    /// <summary>Fields that the real endpoint has and the Backlot does not render.</summary>
    public string[] NotRendered { get; init; } = [];

    /// <summary>Short side in pixels.</summary>
    public required Func<FalInput, int> ShortSide { get; init; }

    /// <summary>Width over height; null follows the input picture.</summary>
    public Func<FalInput, double?> Ratio { get; init; } = _ => null;
    public required Func<FalInput, double> Seconds { get; init; }
    public bool HasSeed { get; init; }

    /// <summary>Micro-USD per billing unit.</summary>
    public required Func<FalInput, long> UnitPrice { get; init; }

    /// <summary>Billing units per second of the delivered file.</summary>
    public Func<FalInput, double> UnitsPerSecond { get; init; } = _ => 1;

    public TakeOrder Order(FalInput input, int repeat, BacklotOptions options)
    {
        var (width, height) = Size(input, options.FollowStartFrame ? Math.Min(options.MaxHeight, input.Image.Height) : options.MaxHeight);
        return new TakeOrder(Id, input.Text("prompt"), width, height, Seconds(input), input.Flag("generate_audio", true), HasSeed ? input.Whole("seed") : null, repeat);
    }

    /// <summary>Cost of a file of so many seconds: units, and their price in micro-USD.</summary>
    public (double Units, long MicroUsd) Cost(FalInput input, double seconds)
    {
        var units = Math.Round(seconds * UnitsPerSecond(input), 3);
        return (units, (long)Math.Round(units * UnitPrice(input)));
    }

    private (int Width, int Height) Size(FalInput input, int maxHeight)
    {
        var ratio = Ratio(input) ?? (double)input.Image.Width / input.Image.Height;
        var side = ShortSide(input);
        var height = ratio >= 1 ? side : side / ratio;
        height = Math.Min(height, maxHeight);
        return (Even(height * ratio), Even(height));
    }

    // 4:2:0 video has even sides.
    private static int Even(double length) => Math.Max(16, (int)Math.Round(length / 2) * 2);
}
