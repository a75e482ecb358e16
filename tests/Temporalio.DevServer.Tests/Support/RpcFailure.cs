using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>A call that did not end with OK.</summary>
internal sealed class RpcFailure(StatusCode code, string message, GrpcStatus? status) : Exception($"{code}: {message}")
{
    public StatusCode Code { get; } = code;

    public string Text { get; } = message;

    public T Detail<T>()
        where T : IMessage<T>, new() => status!.Details.Single().Unpack<T>();
}
