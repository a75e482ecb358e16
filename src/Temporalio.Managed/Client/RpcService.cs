using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>A gRPC service, call by call as it is on the wire.</summary>
public abstract class RpcService
{
    internal abstract string FullName { get; }

    /// <summary>Makes a call.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="rpc">Name of the call.</param>
    /// <param name="req">Request.</param>
    /// <param name="resp">Reader of the answer.</param>
    /// <param name="options">Options of the call.</param>
    /// <returns>The answer.</returns>
    protected abstract Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null)
        where T : IMessage<T>;
}
