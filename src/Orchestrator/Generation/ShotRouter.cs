using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>
/// Chooses a model: of the rows that can make the shot, the one with the lowest expected cost to an accepted take, which for
/// independent tries is price ÷ chance. A row whose picture would have to be enlarged,
/// or that is kept in reserve, is taken only when no other is there.
/// </summary>
internal sealed class ShotRouter(ModelCatalogue catalogue, OpenAccounts accounts, TimeProvider clock)
{
    /// <summary>Why a model is not considered at all.</summary>
    public const string NotAllowed = "not among the models that the brief allows";

    /// <summary>The choice, or null with every model's reason when none can.</summary>
    public (RouteChoice? Choice, IReadOnlyList<RouteLoser> Losers) Choose(RouteShotRequest request)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        List<RouteLoser> losers = [];
        List<(ModelRow Row, int Seconds, Money Price, decimal Expected)> able = [];
        foreach (var row in catalogue.Video(today))
        {
            var seconds = row.Step((double)request.Shot.Frames / request.Fps);
            if (WhyNot(row, request, seconds) is { } reason)
                losers.Add(new(row.Name, reason));
            else
                able.Add(Candidate(row, seconds, request));
        }

        if (able.Count == 0)
            return (null, losers);
        var ranked = able.OrderBy(candidate => candidate.Row.FallsShortOf(request.Size)).ThenBy(candidate => candidate.Row.Reserve).ThenBy(candidate => candidate.Expected).ThenBy(candidate => candidate.Row.Name, StringComparer.Ordinal).ToList();
        var best = ranked[0];
        losers.AddRange(ranked.Skip(1).Select(other => new RouteLoser(other.Row.Name, Words(other, request.Size))));
        var reason2 = request.Allowed is [var only] && losers.All(loser => loser.Model != only)
            ? $"the brief names it; {best.Price} for {best.Seconds} s"
            : $"{best.Expected:0.00} USD expected to an accepted take ({best.Price} for {best.Seconds} s at {best.Row.Chance:0%})";
        return (new(best.Row.Name, best.Seconds, best.Price, reason2, losers, best.Row.Endpoint), losers);
    }

    private static (ModelRow Row, int Seconds, Money Price, decimal Expected) Candidate(ModelRow row, int seconds, RouteShotRequest request)
    {
        var price = row.PriceOf(seconds, request.Size, request.Shot.Fields.Audio.Description is not null);
        return (row, seconds, price, price.Amount() / (decimal)row.Chance);
    }

    private static string Words((ModelRow Row, int Seconds, Money Price, decimal Expected) other, FrameSize size) =>
        $"{(other.Row.FallsShortOf(size) ? $"only {other.Row.LinesFor(size)} lines; " : "")}{(other.Row.Reserve ? "kept in reserve; " : "")}{other.Expected:0.00} USD expected to an accepted take ({other.Price} at {other.Row.Chance:0%})";

    private string? WhyNot(ModelRow row, RouteShotRequest request, int seconds)
    {
        var shot = request.Shot;
        if (request.Allowed.Count > 0 && !request.Allowed.Contains(row.Name, StringComparer.OrdinalIgnoreCase))
            return NotAllowed;
        if (!accounts.Has(row.Provider))
            return $"no account with {row.Provider}";
        if (row.Edits)
            return "changes takes and makes none";
        if (request.Excluded.Contains(row.Name, StringComparer.OrdinalIgnoreCase))
            return "given up for this shot";
        if (seconds * request.Fps < shot.Frames)
            return $"at most {row.Seconds[^1]} s a clip; the shot has {(double)shot.Frames / request.Fps:0.##} s";
        if (row.Aspects.Count > 0 && !row.Aspects.Contains(request.Size.AspectRatio()))
            return $"no {request.Size.AspectRatio()} picture";
        if (shot.Fields.Audio.Description is not null && !row.Sound)
            return "no sound (silent-shots in the brief films a shot without)";
        // A model that the brief names alone is used in spite of a guard: it was somebody's decision.
        var guard = request.Allowed.Count == 1 ? null : row.Guards.FirstOrDefault(rule => rule.Matches(shot, seconds));
        return guard is null ? null : $"{guard.Then} ({guard.Source})";
    }
}
