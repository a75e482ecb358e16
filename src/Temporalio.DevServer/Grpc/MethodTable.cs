using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.DevServer.Grpc;

/// <summary>The methods the service answers, by path.</summary>
/// <param name="rate">Holds callers back; null where nobody is held back.</param>
internal sealed class MethodTable(RequestRate? rate = null)
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
        if (rate is not null && RequestRate.NamespaceOf(new TRequest().Descriptor) is { } ofNamespace)
            methods[$"/{service}/{method}"] = Limited(rate, ofNamespace, parser, handler);
    }

    public Func<byte[], CallContext, Task<IMessage>>? Find(string path) => methods.GetValueOrDefault(path);

    private static Func<byte[], CallContext, Task<IMessage>> Limited<TRequest, TResponse>(
        RequestRate rate, IFieldAccessor ofNamespace, MessageParser<TRequest> parser, Func<TRequest, CallContext, Task<TResponse>> handler)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => async (body, context) =>
    {
        var request = Parse(parser, body);
        rate.Take(request, ofNamespace);
        return await handler(request, context);
    };

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
