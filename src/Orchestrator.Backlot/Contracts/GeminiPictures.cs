using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Gemini's picture models, whichever way they are called.</summary>
internal sealed class GeminiPictures(VendorDesk desk)
{
    private static readonly string[] Models = ["gemini-2.5-flash-image", "gemini-3.1-flash-image", "gemini-3.1-flash-lite-image", "gemini-3-pro-image"];

    private static readonly string[] Ratios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8", "8:1"];

    public static bool Draws(string model) => Models.Contains(model);

    /// <summary>What is wrong with a request for a picture; null for nothing.</summary>
    public static string? Problem(string model, JsonNode? format, JsonNode? input)
    {
        if (VendorDesk.Text(format, "type", "image") != "image")
            return "response_format should be of type image.";
        if (!Ratios.Contains(VendorDesk.Text(format, "aspect_ratio", "1:1")))
            return $"aspect_ratio should be one of {string.Join(", ", Ratios)}.";
        if (VendorDesk.Text(format, "image_size", "1K") is not ("512" or "1K" or "2K" or "4K"))
            return "image_size should be 512, 1K, 2K or 4K.";
        if (VendorDesk.Text(format, "mime_type", "image/png") != "image/png")
            return "The Backlot draws image/png only.";
        // Objects, characters and styles together.
        var most = model.Contains("pro", StringComparison.Ordinal) ? 11 : 17;
        return (input as JsonArray)?.Count(item => VendorDesk.Text(item, "type") == "image") > most ? $"At most {most} reference images." : null;
    }

    public async Task<(Job Job, byte[] Picture, object Usage)> DrawAsync(HttpContext http, string model, string prompt, string ratio, string size, RequestBody body, IEnumerable<string> references)
    {
        var large = size is "2K" or "4K";
        var (width, height) = FrameShape.Of(FrameShape.Ratio(ratio) ?? 1, large ? 1536 : 768, int.MaxValue);
        var pro = model.Contains("pro", StringComparison.Ordinal);
        var usage = new TokenUsage("image", prompt.Length / TokenUsage.CharactersOfOne, (pro, large) switch { (false, true) => 1680, (true, _) when size == "4K" => 2000, _ => 1120 });
        var price = usage.MicroUsd(pro ? 2 : 0.5m, pro ? 120 : 60);
        var job = desk.Counter.AcceptImage("gemini", model, body, FaultGate.AttemptOf(http), 1, price);
        var cast = await desk.CastAsync(references, http.RequestAborted);
        var picture = await Task.Run(() => desk.Renderer.Draw(new TakeOrder(model, prompt, width, height, 1, Sound: false, Seed: null, Repeat: job.Repeat) { Cast = cast }));
        desk.Counter.Finish(job);
        return (job, picture, usage.View());
    }
}
