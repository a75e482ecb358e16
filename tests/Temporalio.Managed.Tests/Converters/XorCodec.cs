using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

/// <summary>Wraps each payload whole, so that nothing of it can be read.</summary>
public sealed class XorCodec : IPayloadCodec
{
    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(p => new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("x") },
            Data = Flip(p.ToByteArray()),
        })]);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(p => Payload.Parser.ParseFrom(Flip(p.Data.ToByteArray())))]);

    private static ByteString Flip(byte[] bytes) => ByteString.CopyFrom([.. bytes.Select(b => (byte)(b ^ 0x5A))]);
}
