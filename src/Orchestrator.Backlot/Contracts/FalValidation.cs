using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Checks a body against its endpoint, loads its picture's header and recognises its source clip.</summary>
internal sealed class FalValidation(MediaShelf shelf, SourceShelf sources, FollowedClips movements)
{
    /// <summary>The input with its picture, or the problems that keep it from being rendered; unknown fields are reported apart.</summary>
    public async Task<(FalInput? Input, List<FalProblem> Problems, List<string> Unknown)> CheckAsync(FalEndpoint endpoint, JsonObject body, CancellationToken cancellation)
    {
        var problems = endpoint.Fields.Select(f => f.Check(body[f.Name])).OfType<FalProblem>().ToList();
        foreach (var field in endpoint.NotRendered.Where(f => body[f] is not null))
            problems.Add(new FalProblem(field, "feature_not_supported", $"The Backlot does not render {field}; leave it out"));

        ImageHeader? header = null;
        if (endpoint.ImageField is { } image && problems.All(p => p.Field != image))
            header = CheckImage(endpoint, image, body, problems);
        SourceClip? source = null;
        if (endpoint.SourceField is { } changed && problems.All(p => p.Field != changed))
            source = await CheckSourceAsync(changed, body, problems, cancellation);
        var mask = endpoint.MaskFields.Select(field => body[field]).FirstOrDefault(value => value?.GetValueKind() == JsonValueKind.String);
        var motion = endpoint.MotionField is { } followed && problems.All(p => p.Field != followed) ? await CheckSourceAsync(followed, body, problems, cancellation) : null;
        var input = new FalInput(body, header, source)
        {
            Motion = motion,
            Followed = endpoint.Follow is not null && (motion ?? source) is { } clip ? await movements.ReadAsync(clip, cancellation) : null,
            Mask = mask is null ? null : sources.Keep(mask.GetValue<string>()),
        };
        if (problems.Count == 0)
            problems.AddRange(CheckAddresses(endpoint, body).Concat(await CheckClipsAsync(endpoint, input, cancellation)).Concat(endpoint.Between(input)));

        var known = endpoint.Fields.Select(f => f.Name).Concat(endpoint.NotRendered).ToHashSet();
        var unknown = body.Select(p => p.Key).Where(k => !known.Contains(k)).ToList();
        return (problems.Count == 0 ? input : null, problems, unknown);
    }

    private ImageHeader? CheckImage(FalEndpoint endpoint, string field, JsonObject body, List<FalProblem> problems)
    {
        var data = shelf.Load(body[field]!.GetValue<string>());
        if (data is null)
        {
            problems.Add(Unreachable(field));
            return null;
        }

        var header = ImageHeader.Read(data);
        if (endpoint.Image.Check(field, data.Length, header) is { } problem)
            problems.Add(problem);
        return header;
    }

    private async Task<SourceClip?> CheckSourceAsync(string field, JsonObject body, List<FalProblem> problems, CancellationToken cancellation)
    {
        var address = body[field]!.GetValue<string>();
        if (!sources.Holds(address))
            problems.Add(Unreachable(field));
        return await sources.ReadAsync(address, cancellation);
    }

    // Every other address of a request is fetched too, before the model starts.
    private IEnumerable<FalProblem> CheckAddresses(FalEndpoint endpoint, JsonObject body)
    {
        foreach (var (name, value) in body)
        {
            var addresses = value switch
            {
                JsonValue text when name.EndsWith("_url", StringComparison.Ordinal) && name != endpoint.ImageField && name != endpoint.SourceField => [text.ToString()],
                JsonArray list when name.EndsWith("_urls", StringComparison.Ordinal) => [.. list.Select(item => item?.ToString() ?? "")],
                JsonArray elements when name == "elements" => Addresses(elements),
                _ => (List<string>)[],
            };
            if (addresses.Any(address => !sources.Holds(address)))
                yield return Unreachable(name);
        }
    }

    // What cannot be decoded is left to the model.
    private async Task<IReadOnlyList<FalProblem>> CheckClipsAsync(FalEndpoint endpoint, FalInput input, CancellationToken cancellation)
    {
        if (endpoint.ClipSeconds is not { } limits)
            return [];
        List<double> lengths = [];
        foreach (var address in input.List("video_urls"))
        {
            if (await sources.ReadAsync(address, cancellation) is { } clip)
                lengths.Add(clip.Seconds);
        }

        return (lengths.Count, lengths.Sum()) switch
        {
            (_, var seconds) when seconds > limits.Most => [new("video_urls", "video_duration_too_long", $"The videos should last at most {limits.Most} seconds together", new JsonObject { ["max_duration"] = limits.Most, ["provided_duration"] = seconds })],
            ( > 0, var seconds) when seconds < limits.Least => [new("video_urls", "video_duration_too_short", $"The videos should last at least {limits.Least} seconds together", new JsonObject { ["min_duration"] = limits.Least, ["provided_duration"] = seconds })],
            _ => [],
        };
    }

    private static List<string> Addresses(JsonArray elements)
        => [.. elements.OfType<JsonObject>().SelectMany(element => element)
            .SelectMany(member => member.Value is JsonArray list ? list.Select(item => item?.ToString() ?? "") : member.Key.EndsWith("_url", StringComparison.Ordinal) ? [member.Value?.ToString() ?? ""] : [])];

    private static FalProblem Unreachable(string field)
        => new(field, "file_download_error", "The file could not be downloaded: it should be a data URI or an address of this server");
}
