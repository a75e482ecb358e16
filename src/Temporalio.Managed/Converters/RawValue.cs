using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value that is left unconverted.</summary>
/// <param name="Payload">The payload.</param>
public record RawValue(Payload Payload) : IRawValue;
