using Google.Protobuf;

namespace Temporalio.DevServer.Grpc;

/// <summary>The methods the service answers, by path.</summary>
internal sealed class MethodTable
{
    public const string WorkflowService = "temporal.api.workflowservice.v1.WorkflowService";
    public const string OperatorService = "temporal.api.operatorservice.v1.OperatorService";
    public const string TestService = "temporal.api.testservice.v1.TestService";
    public const string Health = "grpc.health.v1.Health";

    private readonly Dictionary<string, Func<byte[], CallContext, Task<IMessage>>> methods = [];

    /// <summary>Registers a handler that answers after waiting for something.</summary>
    public void Add<TRequest, TResponse>(string service, string method, Func<TRequest, CallContext, Task<TResponse>> handler)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>
    {
        var parser = new MessageParser<TRequest>(() => new TRequest());
        methods.Add($"/{service}/{method}", async (body, context) => await handler(Parse(parser, body), context));
    }

    public Func<byte[], CallContext, Task<IMessage>>? Find(string path) => methods.GetValueOrDefault(path);

    private static T Parse<T>(MessageParser<T> parser, byte[] body)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ServiceError(StatusCode.Internal, $"grpc: error unmarshalling request: {e.Message}");
        }
    }
}
