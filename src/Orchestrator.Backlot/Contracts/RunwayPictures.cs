using System.Text.Json.Nodes;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Runway's Gen-4 pictures from words and references; their tasks are asked after as those of clips are.</summary>
internal sealed class RunwayPictures(VendorDesk desk)
{
    private const string Provider = "runway";
    private const string Model = "gen4_image";
    private const string Version = "2024-11-06";
    private const int MostPrompt = 1000;
    private const int MostReferences = 3;
    private const long CreditMicroUsd = 10_000;
    private static readonly string[] Ordinary = ["1280:720", "720:1280", "720:720", "960:720", "720:960", "1680:720"];
    private static readonly string[] Large = ["1920:1080", "1080:1920", "1080:1080", "1440:1080", "1080:1440", "1024:1024", "1360:768", "1168:880", "1808:768", "2112:912"];

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/runway/v1/text_to_image", SubmitAsync);

    private async Task SubmitAsync(HttpContext http)
    {
        var (text, body) = await RequestBody.ReadAsync(http);
        RunwayUploads.Open(http, body);
        if (!desk.Admits(VendorDesk.Bearer(http)))
        {
            await VendorDesk.AnswerAsync(http, 401, new { error = "Invalid API key" });
            return;
        }

        var prompt = VendorDesk.Text(body, "promptText");
        var (struck, fault) = await desk.MeetAsync(http, Provider, FaultRoute.Submit, Model, prompt);
        if (struck)
            return;
        if (Problem(http, body, prompt) is { } problem)
            await VendorDesk.AnswerAsync(http, 400, new { error = problem });
        else if (await desk.AcceptAsync(http, Sell(VendorDesk.Text(body, "ratio"), prompt, VendorDesk.Number(body, "seed")) with { References = (body!["referenceImages"] as JsonArray ?? []).Select(reference => VendorDesk.Text(reference, "uri")) }, text, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, new { id = job.RequestId });
    }

    private string? Problem(HttpContext http, JsonObject? body, string prompt)
    {
        if (http.Request.Headers["X-Runway-Version"] != Version)
            return "X-Runway-Version is missing or not known";
        if (VendorDesk.Text(body, "model") != Model)
            return $"model should be {Model}";
        if (prompt.Length is 0 or > MostPrompt)
            return "promptText should have 1 to 1000 characters";
        if (!Ordinary.Contains(VendorDesk.Text(body, "ratio")) && !Large.Contains(VendorDesk.Text(body, "ratio")))
            return $"ratio should be one of {string.Join(", ", Ordinary.Concat(Large))}";
        if (body?["seed"] is not null && VendorDesk.Number(body, "seed") is not (>= 0 and <= uint.MaxValue))
            return "seed should be 0 to 4294967295";
        var references = body?["referenceImages"] as JsonArray ?? [];
        if (references.Count > MostReferences || references.Any(reference => desk.Picture(VendorDesk.Text(reference, "uri")) is null))
            return "referenceImages should be at most 3 pictures";
        return references.Select(reference => VendorDesk.Text(reference, "tag")).All(tag => tag.Length == 0 || (tag.Length is >= 3 and <= 16 && char.IsAsciiLetter(tag[0]) && tag.All(char.IsAsciiLetterOrDigit)))
            ? null
            : "tag should have 3 to 16 letters and digits, a letter first";
    }

    private static VideoSale Sell(string ratio, string prompt, double? seed)
    {
        var sides = ratio.Split(':').Select(side => int.Parse(side, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new(Provider, Model, new TakeOrder(Model, prompt, sides[0], sides[1], 0, Sound: false, (long?)seed, Repeat: 0), Large.Contains(ratio) ? 8 : 5, CreditMicroUsd);
    }
}
