using System.Globalization;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What OpenAI's Videos made of videos: edits and extensions of one that is named or sent, and characters out of one.</summary>
internal sealed class OpenAiVideoEdits(VendorDesk desk, OpenAiVideoRoutes videos)
{
    private const string Characters = "video character";

    public void Map(IEndpointRouteBuilder group)
    {
        group.MapPost("/edits", (Delegate)EditAsync);
        group.MapPost("/extensions", (Delegate)ExtendAsync);
        group.MapPost("/characters", (Delegate)CharacterAsync);
        group.MapGet("/characters/{id}", (Delegate)FindAsync);
    }

    private async Task EditAsync(HttpContext http)
    {
        if (await SourceAsync(http) is not var (request, source, model, fault))
            return;
        var edit = source.Edit(request.Text("prompt"));
        var order = new TakeOrder(model, request.Text("prompt"), source.Width, source.Height, source.Seconds, source.Sound, null, 0) { Edit = edit };
        await AcceptAsync(http, request, OpenAiVideoRoutes.Sell(model, order), fault);
    }

    // The answer is the whole, and it is billed by what was added.
    private async Task ExtendAsync(HttpContext http)
    {
        if (await SourceAsync(http) is not var (request, source, model, fault))
            return;
        if (request.Text("seconds") is not ("4" or "8" or "12" or "16" or "20"))
        {
            await OpenAiDoor.ErrorAsync(http, 400, "seconds should be '4', '8', '12', '16' or '20'.", "invalid_value", "seconds");
            return;
        }

        var added = double.Parse(request.Text("seconds"), CultureInfo.InvariantCulture);
        var edit = source.Edit(request.Text("prompt")) with { From = source.Frames, To = source.Frames + (int)(added * TakeOrder.Rate), Anew = true, Picture = true, Sound = true };
        var order = new TakeOrder(model, request.Text("prompt"), source.Width, source.Height, source.Seconds + added, source.Sound, null, 0) { Edit = edit };
        await AcceptAsync(http, request, OpenAiVideoRoutes.Sell(model, order) with { UnitsPerSecond = added / order.Seconds }, fault);
    }

    private async Task AcceptAsync(HttpContext http, VideoRequest request, VideoSale sale, FaultRule? fault)
    {
        if (await desk.AcceptAsync(http, sale, request.Whole, fault) is { } job)
            await VendorDesk.AnswerAsync(http, 200, OpenAiVideoRoutes.View(job));
    }

    // Null when the client has its answer already.
    private async Task<(VideoRequest Request, SourceClip Source, string Model, FaultRule? Fault)?> SourceAsync(HttpContext http)
    {
        var request = await VideoRequest.ReadAsync(http);
        var of = request.VideoId.Length > 0 ? videos.Find(request.VideoId) : null;
        var model = of?.Endpoint ?? "sora-2";
        var (struck, fault) = await desk.MeetAsync(http, OpenAiVideoRoutes.Provider, FaultRoute.Submit, model, request.Text("prompt"));
        if (struck)
            return null;
        if (request.Text("prompt").Length is 0 or > 32_000)
            await OpenAiDoor.ErrorAsync(http, 400, "prompt should have 1 to 32000 characters.", "invalid_value", "prompt");
        else if (request.VideoId.Length > 0 && of is null)
            await OpenAiDoor.ErrorAsync(http, 404, $"Video '{request.VideoId}' was not found.", "video_not_found", "video");
        else if (of is not null && of.Status != JobStatus.Completed)
            await OpenAiDoor.ErrorAsync(http, 400, "The video is not finished.", "video_not_ready", "video");
        else if ((of is not null ? desk.Sources.Of(of) : request.Video is { } file ? await desk.Sources.ReadAsync(file, http.RequestAborted) : null) is { } source)
            return (request, source, model, fault);
        else
            await OpenAiDoor.ErrorAsync(http, 400, "video should be a finished video by its id, or a file that can be decoded.", "invalid_value", "video");
        return null;
    }

    private async Task CharacterAsync(HttpContext http)
    {
        var request = await VideoRequest.ReadAsync(http);
        if (request.Text("name").Length is 0 or > 80)
        {
            await OpenAiDoor.ErrorAsync(http, 400, "name should have 1 to 80 characters.", "invalid_value", "name");
            return;
        }

        if (request.Video is not { } video || await desk.Sources.ReadAsync(video, http.RequestAborted) is null)
        {
            await OpenAiDoor.ErrorAsync(http, 400, "video should be a file that can be decoded.", "invalid_value", "video");
            return;
        }

        var made = new VideoCharacter($"char_{Guid.NewGuid():N}", request.Text("name"), desk.Now.ToUnixTimeSeconds());
        desk.Journal.Keep(Characters, made.Id, made);
        await VendorDesk.AnswerAsync(http, 200, made.View);
    }

    private Task FindAsync(HttpContext http, string id) => desk.Journal.Kept<VideoCharacter>(Characters, id) is { } found
        ? VendorDesk.AnswerAsync(http, 200, found.View)
        : OpenAiDoor.ErrorAsync(http, 404, $"Character '{id}' was not found.", "character_not_found");

    private sealed record VideoCharacter(string Id, string Name, long CreatedAt)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public object View => new { id = Id, name = Name, created_at = CreatedAt };
    }
}
