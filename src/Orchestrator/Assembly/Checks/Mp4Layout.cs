using System.Buffers.Binary;

namespace Orchestrator.Assembly;

/// <summary>What a film's container promises a player before any media is read.</summary>
/// <param name="IndexFirst">The index (<c>moov</c>) comes before the media (<c>mdat</c>): playback can start while it loads.</param>
/// <param name="ColourBt709">The picture's <c>colr</c> box says BT.709 primaries, transfer and matrix, limited range.</param>
internal sealed record Mp4Layout(bool IndexFirst, bool ColourBt709)
{
    private const int HeaderLength = 8;
    private const int LongHeaderLength = 16;

    /// <summary>Reads the boxes of a file (ISO/IEC 14496-12).</summary>
    /// <exception cref="AssemblyException">It is not made of boxes.</exception>
    public static async Task<Mp4Layout> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var header = new byte[LongHeaderLength];
        var mediaSeen = false;
        while (stream.Position < stream.Length)
        {
            var start = stream.Position;
            var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
            var length = Length(header, read, stream.Length - start);
            var name = System.Text.Encoding.ASCII.GetString(header, 4, 4);
            if (name == "moov")
            {
                var index = new byte[length];
                stream.Position = start;
                await stream.ReadExactlyAsync(index, cancellationToken);
                return new Mp4Layout(!mediaSeen, SaysBt709(index));
            }

            mediaSeen |= name == "mdat";
            stream.Position = start + length;
        }

        throw new AssemblyException($"{Path.GetFileName(path)} has no index (moov).");
    }

    private static long Length(ReadOnlySpan<byte> header, int read, long left)
    {
        long length = read < HeaderLength ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length == 1 && read >= LongHeaderLength)
            length = BinaryPrimitives.ReadInt64BigEndian(header[HeaderLength..]);
        else if (length == 0 && read >= HeaderLength)
            length = left;
        return length >= HeaderLength && length <= left ? length : throw new AssemblyException("The film is not made of MP4 boxes.");
    }

    // colr, nclx, primaries 1, transfer 1, matrix 1, limited range: fourteen bytes that cannot be met by chance in an index.
    private static bool SaysBt709(ReadOnlySpan<byte> index) =>
        index.IndexOf("colrnclx\0\x01\0\x01\0\x01\0"u8) >= 0;
}
