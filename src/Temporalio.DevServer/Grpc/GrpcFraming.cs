using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Grpc;

/// <summary>The five-byte prefix around a message, and the escapes of the status trailers.</summary>
internal static class GrpcFraming
{
    /// <summary>What the real service accepts in one message, in bytes.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    private const int PrefixBytes = 5;

    /// <summary>Reads the whole body and returns the bytes of its one message.</summary>
    /// <exception cref="ServiceError">The frame is malformed, compressed in an unknown way, or too large.</exception>
    public static async ValueTask<byte[]> ReadMessageAsync(PipeReader body, string encoding, CancellationToken ct)
    {
        while (true)
        {
            var read = await body.ReadAsync(ct);
            var length = PeekLength(read.Buffer);
            if (length > MaxMessageBytes)
                throw ServiceError.Exhausted($"grpc: received message larger than max ({length} vs. {MaxMessageBytes})", ResourceExhaustedCause.Unspecified);
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            if (length is null || read.Buffer.Length < PrefixBytes + length)
                throw new ServiceError(StatusCode.Internal, "grpc: the request body ends before its message does");
            var compressed = read.Buffer.FirstSpan[0] != 0;
            var message = read.Buffer.Slice(PrefixBytes, length.Value).ToArray();
            body.AdvanceTo(read.Buffer.End);
            return compressed ? Inflate(message, encoding) : message;
        }
    }

    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        var size = message.CalculateSize();
        var prefix = output.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], size);
        output.Advance(PrefixBytes);
        message.WriteTo(output);
    }

    /// <summary>Percent-encodes everything but the printable ASCII characters other than the percent sign.</summary>
    public static string EncodeStatusMessage(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%') result.Append((char)b);
            else result.Append('%').Append(b.ToString("X2"));
        }

        return result.ToString();
    }

    private static int? PeekLength(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < PrefixBytes) return null;
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return length > int.MaxValue ? int.MaxValue : (int)length;
    }

    private static byte[] Inflate(byte[] message, string encoding)
    {
        if (encoding is "" or "identity")
            throw new ServiceError(StatusCode.Internal, "grpc: compressed flag set with identity or empty encoding");
        if (encoding != "gzip")
            throw ServiceError.Unimplemented($"grpc: Decompressor is not installed for grpc-encoding \"{encoding}\"");

        using var source = new GZipStream(new MemoryStream(message), CompressionMode.Decompress);
        var target = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (var read = source.Read(chunk); read > 0; read = source.Read(chunk))
        {
            target.Write(chunk, 0, read);
            if (target.Length > MaxMessageBytes)
                throw ServiceError.Exhausted($"grpc: received message after decompression larger than max ({target.Length} vs. {MaxMessageBytes})", ResourceExhaustedCause.Unspecified);
        }

        return target.ToArray();
    }
}
