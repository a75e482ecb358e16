namespace Orchestrator.Backlot.Contracts;

/// <summary>OpenAI's list of models, with the days from which some are gone.</summary>
internal sealed class OpenAiModelRoutes(VendorDesk desk)
{
    private static readonly (string Id, DateOnly Since)[] Models =
    [
        ("gpt-image-2", new(2026, 4, 1)), ("gpt-image-1", new(2025, 4, 23)), ("gpt-image-1-mini", new(2025, 10, 6)), ("gpt-image-1.5", new(2025, 12, 16)),
        ("gpt-5.4", new(2026, 3, 5)), ("gpt-5.4-mini", new(2026, 3, 17)), ("gpt-5", new(2025, 8, 7)), ("gpt-4o", new(2024, 5, 13)),
        ("sora-2", new(2025, 10, 6)), ("sora-2-pro", new(2025, 10, 6)),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in OpenAiDoor.Roots)
        {
            routes.MapGet(root + "/models", ListAsync);
            routes.MapGet(root + "/models/{id}", FindAsync);
        }
    }

    private Task ListAsync(HttpContext http) => desk.Admits(OpenAiDoor.KeyOf(http))
        ? VendorDesk.AnswerAsync(http, 200, new { @object = "list", data = Served().Select(View) })
        : OpenAiDoor.ErrorAsync(http, 401, "Incorrect API key provided.", "invalid_api_key");

    private Task FindAsync(HttpContext http, string id)
    {
        if (!desk.Admits(OpenAiDoor.KeyOf(http)))
            return OpenAiDoor.ErrorAsync(http, 401, "Incorrect API key provided.", "invalid_api_key");
        var found = Served().Where(model => model.Id == id).ToList();
        return found.Count == 1 ? VendorDesk.AnswerAsync(http, 200, View(found[0])) : OpenAiDoor.ErrorAsync(http, 404, $"The model '{id}' does not exist.", "model_not_found", "model");
    }

    private IEnumerable<(string Id, DateOnly Since)> Served() => Models.Where(model => Lifecycle.Serves(model.Id, desk.Now));

    private static object View((string Id, DateOnly Since) model) => new
    {
        id = model.Id,
        @object = "model",
        created = new DateTimeOffset(model.Since, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds(),
        owned_by = "system",
        shutdown_date = Lifecycle.ShutdownOf(model.Id),
    };
}
