using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Checks a body against its endpoint and loads its picture's header.</summary>
internal sealed class FalValidation(MediaShelf shelf)
{
    /// <summary>The input with its picture, or the problems that keep it from being rendered; unknown fields are reported apart.</summary>
    public (FalInput? Input, List<FalProblem> Problems, List<string> Unknown) Check(FalEndpoint endpoint, JsonObject body)
    {
        var problems = endpoint.Fields.Select(f => f.Check(body[f.Name])).OfType<FalProblem>().ToList();
        foreach (var field in endpoint.NotRendered.Where(f => body[f] is not null))
            problems.Add(new FalProblem(field, "feature_not_supported", $"The Backlot does not render {field}; leave it out"));

        ImageHeader? header = null;
        if (problems.All(p => p.Field != endpoint.ImageField))
            header = CheckImage(endpoint, body, problems);

        var known = endpoint.Fields.Select(f => f.Name).Concat(endpoint.NotRendered).ToHashSet();
        var unknown = body.Select(p => p.Key).Where(k => !known.Contains(k)).ToList();
        return (problems.Count == 0 ? new FalInput(body, header!) : null, problems, unknown);
    }

    private ImageHeader? CheckImage(FalEndpoint endpoint, JsonObject body, List<FalProblem> problems)
    {
        var data = shelf.Load(body[endpoint.ImageField]!.GetValue<string>());
        if (data is null)
        {
            problems.Add(new FalProblem(endpoint.ImageField, "file_download_error", "The file could not be downloaded: it should be a data URI or an address of this server"));
            return null;
        }

        var header = ImageHeader.Read(data);
        if (endpoint.Image.Check(endpoint.ImageField, data.Length, header) is { } problem)
            problems.Add(problem);
        return header;
    }
}
