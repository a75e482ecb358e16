using System.Buffers.Binary;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Transport;

/// <summary>A gRPC message on the wire: a flag for compression, the length as four bytes, and the message.</summary>
internal static class GrpcFrame
{
    /// <summary>Largest answer that is taken, in bytes.</summary>
    public const int LargestMessage = 128 * 1024 * 1024;

    private const int PrefixLength = 5;

    public static byte[] Write(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = new byte[PrefixLength + size];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)size);
        message.WriteTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>Reads the one message of an answer and on to the end of the stream, where the trailers are; null when there is no message.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var prefix = new byte[PrefixLength];
        var read = await stream.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
            return null;
        if (read < PrefixLength)
            throw Broken("answer ends within a message prefix");
        if (prefix[0] != 0)
            throw Broken("answer is compressed though no compression was offered");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (length > LargestMessage)
        {
            throw new RpcException(
                RpcException.StatusCode.ResourceExhausted,
                $"grpc: received message larger than max ({length} vs. {LargestMessage})",
                null);
        }

        var message = new byte[length];
        if (await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken) < message.Length)
            throw Broken("answer ends within a message");
        if (await stream.ReadAsync(prefix.AsMemory(0, 1), cancellationToken) != 0)
            throw Broken("answer holds more than one message");
        return message;
    }

    private static RpcException Broken(string what) => new(RpcException.StatusCode.Internal, $"grpc: {what}", null);
}
