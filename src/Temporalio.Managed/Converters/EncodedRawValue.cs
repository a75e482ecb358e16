using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value as the service holds it, decoded and converted only when asked for.</summary>
/// <param name="DataConverter">Converter to use.</param>
/// <param name="Payload">The payload, still encoded.</param>
public record EncodedRawValue(DataConverter DataConverter, Payload Payload) : IEncodedRawValue
{
    /// <inheritdoc />
    public Task<T> ToValueAsync<T>() => DataConverter.ToValueAsync<T>(Payload);

    /// <inheritdoc />
    public Task<object?> ToValueAsync(Type type) => DataConverter.ToValueAsync(Payload, type);
}
