using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Transforms payloads on their way to and from the service, for example by encryption or compression.</summary>
public interface IPayloadCodec
{
    /// <summary>Encodes payloads. The given ones must stay as they are.</summary>
    /// <param name="payloads">Payloads.</param>
    /// <returns>Encoded payloads; the number may differ.</returns>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>Decodes payloads. The given ones must stay as they are.</summary>
    /// <param name="payloads">Encoded payloads.</param>
    /// <returns>Decoded payloads.</returns>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
