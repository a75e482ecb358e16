using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Values of a received failure, converted when they are read.</summary>
/// <param name="Converter">Converter of the values.</param>
/// <param name="Payloads">Encoded values.</param>
public record InboundFailureDetails(IPayloadConverter Converter, IReadOnlyCollection<Payload>? Payloads) : IFailureDetails
{
    /// <inheritdoc />
    public int Count => Payloads?.Count ?? 0;

    /// <inheritdoc />
    public T? ElementAt<T>(int index) => Converter.ToValue<T>((Payloads ?? []).ElementAt(index));
}
