using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads of one encoding and back.</summary>
public interface IEncodingConverter
{
    /// <summary>Gets the name of the encoding, as it stands in the payload's metadata.</summary>
    string Encoding { get; }

    /// <summary>Turns a value into a payload if this encoding is meant for it.</summary>
    /// <param name="value">Value.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>Whether this encoding is meant for the value.</returns>
    bool TryToPayload(object? value, out Payload? payload);

    /// <summary>Turns a payload of this encoding into a value.</summary>
    /// <param name="payload">Payload.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    object? ToValue(Payload payload, Type type);
}
