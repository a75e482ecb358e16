using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads and back. Must be deterministic and quick: workflows use it.</summary>
public interface IPayloadConverter
{
    /// <summary>Turns a value into a payload.</summary>
    /// <param name="value">Value.</param>
    /// <returns>The payload.</returns>
    Payload ToPayload(object? value);

    /// <summary>Turns a payload into a value.</summary>
    /// <param name="payload">Payload.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    object? ToValue(Payload payload, Type type);
}
