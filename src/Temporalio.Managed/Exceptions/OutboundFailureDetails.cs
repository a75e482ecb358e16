namespace Temporalio.Exceptions;

/// <summary>Values of a failure made here.</summary>
/// <param name="Details">The values.</param>
public record OutboundFailureDetails(IReadOnlyCollection<object?>? Details) : IFailureDetails
{
    /// <inheritdoc />
    public int Count => Details?.Count ?? 0;

    /// <inheritdoc />
    public T? ElementAt<T>(int index) => (T?)(Details ?? []).ElementAt(index);
}
