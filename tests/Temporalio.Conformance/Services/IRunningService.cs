namespace Temporalio.Conformance.Services;

/// <summary>A service that listens; disposing it stops it.</summary>
public interface IRunningService : IAsyncDisposable
{
    /// <summary>Host and port of the frontend.</summary>
    string Address { get; }
}
