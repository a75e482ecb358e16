using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Gemini's picture models, whichever way they are called.</summary>
internal sealed class GeminiPictures(VendorDesk desk)
{
    private static readonly string[] Models = ["gemini-2.5-flash-image", "gemini-3.1-flash-image", "gemini-3.1-flash-lite-image", "gemini-3-pro-image"];

    public static bool Draws(string model) => Models.Contains(model);

    public async Task<(Job Job, byte[] Picture)> DrawAsync(HttpContext http, string model, string prompt, string ratio, string size, RequestBody body)
    {
        var large = size is "2K" or "4K";
        var (width, height) = FrameShape.Of(FrameShape.Ratio(ratio) ?? 1, large ? 1536 : 768, int.MaxValue);
        var price = (model.Contains("pro", StringComparison.Ordinal), large) switch { (false, false) => 67_000, (false, true) => 101_000, _ => 134_000 };
        var job = desk.Counter.AcceptImage("gemini", model, body, FaultGate.AttemptOf(http), 1, price);
        var picture = await Task.Run(() => desk.Renderer.Draw(new TakeOrder(model, prompt, width, height, 1, Sound: false, Seed: null, Repeat: job.Repeat)));
        desk.Counter.Finish(job);
        return (job, picture);
    }
}
