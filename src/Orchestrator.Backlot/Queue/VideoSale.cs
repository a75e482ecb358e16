using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Queue;

/// <summary>What a client buys: which film, from whom, at which price.</summary>
internal sealed record VideoSale(string Provider, string Endpoint, TakeOrder? Order, double UnitsPerSecond, long UnitMicroUsd)
{
    /// <summary>Its start picture: an address, or its bytes in base 64; null for none.</summary>
    public string? Start { get; init; }

    /// <summary>The picture that it is to end on: an address, or its bytes in base 64; null for none.</summary>
    public string? End { get; init; }

    /// <summary>Its reference pictures: addresses, or their bytes in base 64.</summary>
    public IEnumerable<string> References { get; init; } = [];

    /// <summary>The client's own name for it; null for none.</summary>
    public string? Reference { get; init; }

    /// <summary>Whose it is, where others may not see it.</summary>
    public string? Owner { get; init; }

    /// <summary>Where its end is announced; null for nowhere in particular.</summary>
    public IReadOnlyList<string>? Webhooks { get; init; }

    /// <summary>What announcements repeat of the client's own, as JSON.</summary>
    public string? HookData { get; init; }

    /// <summary>Whether it is known as a long-running operation where its provider has other jobs too.</summary>
    public bool IsOperation { get; init; }

    /// <summary>The Backlot's own address as the client knows it; null where no announcement needs it.</summary>
    public string? Origin { get; init; }

    /// <summary>How long it may wait for its start; null for ever.</summary>
    public TimeSpan? StartWithin { get; init; }

    /// <summary>Whether its payload is kept for the recovery listing.</summary>
    public bool StoreIo { get; init; } = true;

    /// <summary>How many seconds its file is kept, where the request says so.</summary>
    public double? KeepSeconds { get; init; }

    /// <summary>The id it gets; null for one of the usual form.</summary>
    public string? RequestId { get; init; }

    /// <summary>Cost of a file of so many seconds, 0 for a picture: units, and their price in micro-USD.</summary>
    public static (double Units, long MicroUsd) Cost(double seconds, double unitsPerSecond, long unitMicroUsd)
    {
        var units = seconds == 0 ? unitsPerSecond : Math.Round(seconds * unitsPerSecond, 3);
        return (units, (long)Math.Round(units * unitMicroUsd));
    }
}
