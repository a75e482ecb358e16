using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Exceptions;

/// <summary>Values attached to a failure.</summary>
[SuppressMessage("Naming", "CA1715:Identifiers should have correct prefix", Justification = "The official name.")]
public interface IFailureDetails
{
    /// <summary>Gets the number of values.</summary>
    int Count { get; }

    /// <summary>Reads one value.</summary>
    /// <typeparam name="T">Type to read.</typeparam>
    /// <param name="index">Place of the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    T? ElementAt<T>(int index);
}
