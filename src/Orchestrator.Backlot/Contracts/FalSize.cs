using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A size that a fal request names: one of a few words, or so many pixels each way.</summary>
internal static class FalSize
{
    private static readonly (string Name, int Width, int Height)[] Named =
    [
        ("square_hd", 1024, 1024), ("square", 512, 512), ("portrait_4_3", 768, 1024), ("portrait_16_9", 576, 1024), ("landscape_4_3", 1024, 768), ("landscape_16_9", 1024, 576),
    ];

    /// <summary>The words.</summary>
    public static string[] Words => [.. Named.Select(size => size.Name)];

    /// <summary>The size in a field; null for `auto` and for what is not given.</summary>
    public static (int Width, int Height)? Of(FalInput input, string field, string otherwise)
    {
        if (input.Body[field] is JsonObject pixels)
            return ((int)VendorDesk.Number(pixels, "width")!, (int)VendorDesk.Number(pixels, "height")!);
        var word = input.Text(field, otherwise);
        return Named.Where(size => size.Name == word).Select(size => ((int, int)?)(size.Width, size.Height)).FirstOrDefault();
    }
}
