using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Seedream on ModelArk: synchronous pictures, charged when they are made.</summary>
internal sealed class ArkPictures(VendorDesk desk)
{
    private const string Provider = "ark";
    private const int MostReferences = 10;
    private const long PictureMicroUsd = 35_000;
    private const long ReferenceMicroUsd = 8_000;
    private const long Fewest = 921_600;
    private const long Most = 4_194_304;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/ark/api/v3/images/generations", DrawAsync);

    private async Task DrawAsync(HttpContext http)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await ArkRoutes.ErrorAsync(http, 401, "AuthenticationError", "The API key is missing or invalid.");
            return;
        }

        var (model, prompt) = (VendorDesk.Text(body, "model"), VendorDesk.Text(body, "prompt"));
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, model, prompt);
        if (struck)
            return;
        if (!model.StartsWith("seedream-5-5", StringComparison.Ordinal))
            await ArkRoutes.ErrorAsync(http, 404, "ModelNotOpen", $"The model {model} does not exist or is not open.");
        else if (Problem(body!, prompt) is { } problem)
            await ArkRoutes.ErrorAsync(http, 400, "InvalidParameter", problem);
        else if (fault?.Action == FaultAction.Refuse || desk.Forbids(prompt))
            await ArkRoutes.ErrorAsync(http, 400, "InputTextSensitiveContentDetected", "The request failed because the input text may contain sensitive information.");
        else
            await SellAsync(http, text, body!, model, prompt, fault);
    }

    private string? Problem(JsonObject body, string prompt)
    {
        if (prompt.Length == 0)
            return "prompt is required";
        if (Size(body) is not { } size || (long)size.Width * size.Height is < Fewest or > Most)
            return "size should be WIDTHxHEIGHT with 921600 to 4194304 pixels";
        if (VendorDesk.Text(body, "response_format", "url") is not ("url" or "b64_json"))
            return "response_format should be url or b64_json";
        return References(body) is var references && references.Count <= MostReferences && references.All(reference => desk.Picture(reference) is not null) ? null : "image should be at most 10 pictures";
    }

    private async Task SellAsync(HttpContext http, RequestBody text, JsonObject body, string model, string prompt, FaultRule? fault)
    {
        var (width, height) = Size(body)!.Value;
        var job = desk.Counter.AcceptImage(Provider, model, text, FaultGate.AttemptOf(http), 1, PictureMicroUsd + (References(body).Count * ReferenceMicroUsd));
        var cast = await desk.CastAsync(References(body), http.RequestAborted);
        var picture = await Task.Run(() => desk.Renderer.Draw(new TakeOrder(model, prompt, width, height, 1, Sound: false, Seed: null, job.Repeat) { Cast = cast }));
        desk.Counter.Finish(job);
        if (await desk.Faults.StrikeAfterAsync(http, fault))
            return;
        var encoded = Convert.ToBase64String(picture);
        var drawn = VendorDesk.Text(body, "response_format", "url") == "b64_json"
            ? new JsonObject { ["b64_json"] = encoded, ["size"] = $"{width}x{height}" }
            : new JsonObject { ["url"] = $"data:image/png;base64,{encoded}", ["size"] = $"{width}x{height}" };
        await VendorDesk.AnswerAsync(http, 200, new { model, created = job.AcceptedAt.ToUnixTimeSeconds(), data = new JsonArray(drawn), usage = new { generated_images = 1 } });
    }

    private static List<string> References(JsonObject body) => body["image"] switch
    {
        JsonArray several => [.. several.Select(reference => reference?.ToString() ?? "")],
        { } one => [one.ToString()],
        _ => [],
    };

    private static (int Width, int Height)? Size(JsonObject body)
        => VendorDesk.Text(body, "size").Split('x') is [var wide, var high] && int.TryParse(wide, out var width) && int.TryParse(high, out var height) ? (width, height) : null;
}
