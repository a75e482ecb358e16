using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value that is left unconverted.</summary>
public interface IRawValue
{
    /// <summary>Gets the payload.</summary>
    Payload Payload { get; }
}
