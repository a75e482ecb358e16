using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Providers.OpenAi;

/// <summary>What the service says of its own models: which it offers to the key, and from which day it no longer does.</summary>
internal static class OpenAiModelList
{
    /// <summary>The models with their last days; null for one of which no end is told, as compatible servers never tell one.</summary>
    /// <exception cref="ClientResultException">The service refuses or cannot be reached.</exception>
    public static async Task<IReadOnlyDictionary<string, DateOnly?>> ReadAsync(OpenAiOptions options, CancellationToken cancellationToken)
    {
        var answer = await OpenAiClients.Create(options).GetOpenAIModelClient().GetModelsAsync(new RequestOptions { CancellationToken = cancellationToken });
        return Read(answer.GetRawResponse().Content);
    }

    /// <summary>The models of an answer.</summary>
    public static IReadOnlyDictionary<string, DateOnly?> Read(BinaryData answer)
    {
        using var document = JsonDocument.Parse(answer);
        Dictionary<string, DateOnly?> models = [];
        if (!document.RootElement.TryGetProperty("data", out var data))
            return models;
        foreach (var model in data.EnumerateArray())
        {
            if (model.TryGetProperty("id", out var id) && id.GetString() is { } name)
                models[name] = model.TryGetProperty("shutdown_date", out var day) && DateOnly.TryParseExact(day.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) ? end : null;
        }

        return models;
    }
}
