using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Queue;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Veo's extension on Vertex: a clip that goes on for seven seconds, told as one clip and billed by what is added.</summary>
internal static class VertexExtension
{
    private const double Added = 7;
    private const double Longest = 30;

    /// <summary>The sale of a longer clip; what is wrong where there is none.</summary>
    public static async Task<(VideoSale? Sale, string? Problem)> SellAsync(VideoSale sale, JsonNode clip, SourceShelf sources, CancellationToken cancellation)
    {
        var address = $"data:{VendorDesk.Text(clip, "mimeType", "video/mp4")};base64,{VendorDesk.Text(clip, "bytesBase64Encoded")}";
        if (await sources.ReadAsync(address, cancellation) is not { } source)
            return (null, "video could not be read.");
        if (source.Seconds is < 1 or > Longest)
            return (null, "video should last 1 to 30 seconds.");
        var edit = source.Edit(sale.Order!.Prompt) with { From = source.Frames, To = source.Frames + (int)(Added * TakeOrder.Rate), Anew = true, Picture = true, Sound = true };
        var order = sale.Order with { Width = source.Width, Height = source.Height, Seconds = source.Seconds + Added, Sound = source.Sound, Edit = edit };
        return (sale with { Order = order, UnitsPerSecond = Added / order.Seconds }, null);
    }
}
