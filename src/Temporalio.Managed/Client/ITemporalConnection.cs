namespace Temporalio.Client;

/// <summary>A connection to a Temporal service, shared by clients and workers.</summary>
public interface ITemporalConnection : IBridgeClientProvider
{
    /// <summary>Gets or sets headers of every call. Takes effect with the next call.</summary>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <summary>Gets or sets binary headers of every call. Takes effect with the next call.</summary>
    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>Gets or sets the API key. Takes effect with the next call.</summary>
    string? ApiKey { get; set; }

    /// <summary>Gets the raw calls of the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Gets the raw calls of the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Gets the options that the connection was made with. Later changes have no effect.</summary>
    TemporalConnectionOptions Options { get; }

    /// <summary>Gets a value indicating whether the service has been reached.</summary>
    bool IsConnected { get; }

    /// <summary>Asks whether a service is up.</summary>
    /// <param name="service">Service to ask about. Default: the workflow service.</param>
    /// <param name="options">Options of the call.</param>
    /// <returns>Whether it is serving.</returns>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Connects a lazy connection now. Does nothing when connected.</summary>
    /// <returns>A task that ends when the service has been reached.</returns>
    Task ConnectAsync();
}
