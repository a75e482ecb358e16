using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Execution;

/// <summary>The activities of a worker and how one attempt is run.</summary>
internal sealed class ActivityCode
{
    private readonly Dictionary<string, ActivityDefinition> named = [];
    private readonly ActivityDefinition? dynamic;
    private readonly IReadOnlyCollection<IWorkerInterceptor> interceptors;
    private readonly TaskFactory factory;

    /// <exception cref="ArgumentException">Two activities share a name.</exception>
    public ActivityCode(
        IEnumerable<ActivityDefinition> definitions, IReadOnlyCollection<IWorkerInterceptor> interceptors, TaskFactory factory)
    {
        this.interceptors = interceptors;
        this.factory = factory;
        foreach (var definition in definitions)
        {
            if (definition.Name is not { } name)
                dynamic = dynamic is null ? definition : throw new ArgumentException("More than one dynamic activity was given");
            else if (!named.TryAdd(name, definition))
                throw new ArgumentException($"More than one activity was given with the name {name}");
        }
    }

    /// <summary>Runs one attempt. Never throws: whatever happens is the outcome.</summary>
    public async Task<ActivityOutcome> RunAsync(
        ActivityExecutionContext context, Payloads? input, IReadOnlyDictionary<string, Payload>? headers)
    {
        var converter = context.Info.DataConverter;
        try
        {
            var definition = Find(context.Info.ActivityType);
            var args = Decode(converter.PayloadConverter, definition, input);
            var result = await factory.StartNew(
                () => CallAsync(context, definition, args, headers),
                CancellationToken.None,
                factory.CreationOptions,
                factory.Scheduler ?? TaskScheduler.Default).Unwrap();
            return new ActivityOutcome.Completed(converter.PayloadConverter.ToPayload(result));
        }
        catch (CompleteAsyncException)
        {
            return new ActivityOutcome.WillCompleteElsewhere();
        }
        catch (Exception e)
        {
            // Anything an activity throws is its failure.
            return ActivityFailures.ToOutcome(e, context, converter);
        }
    }

    private async Task<object?> CallAsync(
        ActivityExecutionContext context,
        ActivityDefinition definition,
        object?[] args,
        IReadOnlyDictionary<string, Payload>? headers)
    {
        ActivityExecutionContext.Enter(context);
        ActivityInboundInterceptor inbound = new ActivityInboundRoot(context);
        foreach (var interceptor in interceptors.Reverse())
            inbound = interceptor.InterceptActivity(inbound);
        inbound.Init(new ActivityOutboundRoot(context.Heartbeater!));
        return await inbound.ExecuteActivityAsync(new(definition, args, headers));
    }

    private ActivityDefinition Find(string type) =>
        named.GetValueOrDefault(type)
        ?? (type.StartsWith("__temporal_", StringComparison.Ordinal) ? null : dynamic)
        ?? throw new ApplicationFailureException(
            $"Activity {type} is not registered on this worker, available activities: {string.Join(", ", named.Keys.Order(StringComparer.Ordinal))}",
            errorType: "NotFoundError");

    private static object?[] Decode(IPayloadConverter converter, ActivityDefinition definition, Payloads? input)
    {
        var given = input?.Payloads_.ToArray() ?? [];
        if (definition.Dynamic)
            return [given.Select(p => (IRawValue)new RawValue(p)).ToArray()];
        if (given.Length < definition.RequiredParameterCount)
            throw new ApplicationFailureException(
                $"Activity {definition.Name} needs {definition.RequiredParameterCount} arguments, but {given.Length} were given");
        return definition.ParameterTypes.Zip(given, (type, payload) => Arguments.Decode(converter, payload, type)).ToArray();
    }

    private sealed class ActivityInboundRoot(ActivityExecutionContext context) : ActivityInboundInterceptor
    {
        public override void Init(ActivityOutboundInterceptor outbound) =>
            context.Heartbeater = details => outbound.Heartbeat(new(details));

        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => input.Activity.InvokeAsync(input.Args);
    }

    private sealed class ActivityOutboundRoot(Action<object?[]> heartbeat) : ActivityOutboundInterceptor
    {
        public override void Heartbeat(HeartbeatInput input) => heartbeat(input.Details);
    }
}
