using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>The files of a request against what its model takes: what is too large is told before anything is sent, and so before it costs.</summary>
internal static class RequestPayload
{
    private const decimal Megabyte = 1_000_000;

    /// <summary>Which file of a take's request is too large, and what to do; null when none is.</summary>
    public static string? Problem(TakeRequest request, ModelRow row) => Problem(Files(request, row), row);

    /// <summary>Which file is too large, and what to do; null when none is.</summary>
    public static string? Problem(IEnumerable<AssetRef> files, ModelRow row)
    {
        foreach (var file in files)
        {
            var (noun, limit, remedy) = Kind(file, row.Payload);
            if (limit is { } most && file.Length > most * Megabyte)
                return $"{row.Title} takes a {noun} of at most {most:0.#} MB, and {file.ShortName()} has {file.Length / Megabyte:0.0} MB: {remedy}, or let another model make the shot";
        }

        return null;
    }

    /// <summary>Why a request as a whole is too large to travel; null when it is not.</summary>
    public static string? TooLarge(string provider, IEnumerable<AssetRef> files, long limit) =>
        files.Sum(Encoded) is var length && length > limit
            ? $"{provider} takes at most {limit / Megabyte:0} MB in one request, and its pictures come to {length / Megabyte:0.0} MB: give fewer or smaller references"
            : null;

    /// <summary>Characters of a file in base 64.</summary>
    public static long Encoded(AssetRef file) => (file.Length + 2) / 3 * 4;

    // What goes on in a conversation is there already.
    private static IEnumerable<AssetRef> Files(TakeRequest request, ModelRow row)
    {
        if (row.Input.Image is not null)
            yield return request.StartFrame;
        if (row.Input.EndImage is not null && request.EndFrame is { } end)
            yield return end;
        foreach (var reference in request.References ?? [])
            yield return reference.Asset;
        if (row.Edits && request.Source is { } source && row.Input.Form != "conversation")
            yield return source.Clip;
        if (row.Edits && request.Source?.Mask is { } mask)
            yield return mask;
        if (request.Extends is { } extends)
            yield return extends.Clip;
    }

    private static (string Noun, decimal? Limit, string Remedy) Kind(AssetRef file, PayloadLimits limits) => file.MediaType.Split('/')[0] switch
    {
        "image" => ("picture", limits.Picture, "give a smaller one, a JPEG or fewer pixels"),
        "audio" => ("sound", limits.Sound, "give a shorter one, or one of a lower rate"),
        _ => ("clip", limits.Clip, "give a shorter one"),
    };
}
