using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value as the service holds it, decoded and converted only when asked for.</summary>
public interface IEncodedRawValue
{
    /// <summary>Gets the payload, still encoded.</summary>
    Payload Payload { get; }

    /// <summary>Decodes and converts the value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <returns>The value.</returns>
    Task<T> ToValueAsync<T>();

    /// <summary>Decodes and converts the value.</summary>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    Task<object?> ToValueAsync(Type type);
}
