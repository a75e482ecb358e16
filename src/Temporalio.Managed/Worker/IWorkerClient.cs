using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>What a worker needs of a client.</summary>
public interface IWorkerClient
{
    /// <summary>Gets the options of the client.</summary>
    TemporalClientOptions Options { get; }

    /// <summary>Gets the connection of the client.</summary>
    IBridgeClientProvider BridgeClientProvider { get; }
}
