using System.Buffers.Binary;
using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>What the first bytes of a PNG say.</summary>
internal static class PngHeader
{
    private static ReadOnlySpan<byte> Mark => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Width and height; null for what is no PNG.</summary>
    public static FrameSize? Size(ReadOnlySpan<byte> png) => png.Length >= 24 && png[..8].SequenceEqual(Mark)
        ? new(BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]))
        : null;
}
