using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>Says whether a model can make a shot at all.</summary>
internal sealed class RouteCapability(ModelCatalogue catalogue, OpenAccounts accounts, RoutingOptions options) : IShotCapability
{
    /// <summary>Why a model is not considered at all.</summary>
    public const string NotAllowed = "not among the models that the brief allows";

    /// <summary>What the reason begins with where there is no account.</summary>
    public const string NoAccount = "no account with ";

    /// <summary>Why a model that edits is not considered.</summary>
    public const string OnlyEdits = "changes takes and makes none";

    /// <summary>Seconds to ask of a model: its smallest step that covers the shot, or its largest.</summary>
    public static int SecondsOf(ModelRow row, RouteShotRequest request) => row.Step((double)request.Shot.Frames / request.Fps);

    /// <summary>Why a model cannot make the shot, in words; null when it can.</summary>
    public string? WhyNot(ModelRow row, RouteShotRequest request) =>
        Closed(row, request) ?? Unable(row, request) ?? Guarded(row, request);

    private string? Closed(ModelRow row, RouteShotRequest request)
    {
        if (request.Allowed.Count > 0 && !request.Allowed.Contains(row.Name, StringComparer.OrdinalIgnoreCase))
            return NotAllowed;
        if (!accounts.Has(row.Provider))
            return $"{NoAccount}{row.Provider}";
        if (row.Edits)
            return OnlyEdits;
        if (options.Country is { } country && row.NotIn.Any(region => Region.Holds(region, country)))
            return $"not offered in {country}";
        return request.Excluded.Contains(row.Name, StringComparer.OrdinalIgnoreCase) ? "given up for this shot" : null;
    }

    private string? Unable(ModelRow row, RouteShotRequest request)
    {
        var shot = request.Shot;
        if (ShotPartition.Of(row, request, catalogue) is null)
            return TooLong(row, (double)shot.Frames / request.Fps, shot.End is not null);
        if (shot.End is not null && row.Input.EndImage is null)
            return "takes no end frame; the brief says how the shot ends";
        if (shot.End is null && row.Input.EndNeeded)
            return "films nothing without an end frame (`ends` of the brief gives a shot one)";
        if (row.Aspects.Count > 0 && !row.Aspects.Contains(request.Size.AspectRatio()))
            return $"no {request.Size.AspectRatio()} picture";
        if (shot.Fields.Audio.Description is not null && !row.Sound)
            return "no sound (silent-shots in the brief films a shot without)";
        if (!row.People && shot.Fields.Pose.Stance != Stance.Still)
            return "no people";
        if (request.Draft && row.Input.Image is null)
            return "takes no start frame; a draft follows the storyboard";
        if (shot.ContinuesFrom is { } before && row.Input.Image is null)
            return $"takes no start frame; the shot goes on where {before} ends";
        return TooManyReferences(row.References, request.References);
    }

    private string TooLong(ModelRow row, double seconds, bool ended)
    {
        var longest = ended ? row.Seconds[^1] : ShotPartition.Longest(row, catalogue);
        return $"at most {row.Seconds[^1]} s a clip{(longest > row.Seconds[^1] ? $" and {Math.Floor(longest)} s in parts" : "")}; the shot has {seconds:0.##} s";
    }

    private static string? TooManyReferences(ReferenceLimits limits, IReadOnlyList<ReferenceKind>? wanted)
    {
        if (wanted is null)
            return null;
        // A take made of references alone does not begin with the storyboard frame, which shows them already, nor where the shot before ends.
        if (limits.InsteadOfFrames && wanted.Count > 0)
            return "takes references instead of a start frame, not beside it";
        (ReferenceKind Kind, int Limit, string Noun)[] kinds =
        [
            (ReferenceKind.Image, limits.Images, "reference pictures"),
            (ReferenceKind.Video, limits.Videos, "reference clips"),
            (ReferenceKind.Audio, limits.Audio, "reference sounds"),
        ];
        foreach (var (kind, limit, noun) in kinds)
        {
            var count = wanted.Count(other => other == kind);
            if (count > limit)
                return limit == 0 ? $"takes no {noun}" : $"at most {limit} {noun}; the shot has {count}";
        }

        return wanted.Count > limits.Total ? $"at most {limits.Total} references in all; the shot has {wanted.Count}" : null;
    }

    // A model that the brief names alone is used in spite of a guard: it was somebody's decision.
    private static string? Guarded(ModelRow row, RouteShotRequest request) =>
        request.Allowed.Count == 1 ? null : GuardOf(row, request)?.Words;

    /// <summary>The documented defect that the shot would bring out of a model; null for none.</summary>
    public static ModelGuard? GuardOf(ModelRow row, RouteShotRequest request) =>
        row.Guards.FirstOrDefault(rule => rule.Matches(request.Shot, SecondsOf(row, request), row.LinesFor(request.Size), request.References));
}
