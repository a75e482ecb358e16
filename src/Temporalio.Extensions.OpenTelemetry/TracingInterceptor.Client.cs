using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>Calls of clients.</content>
public partial class TracingInterceptor
{
    private sealed class TracedClient(TracingInterceptor root, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
        {
            var call = input.Options.StartSignal is null ? "StartWorkflow" : "SignalWithStartWorkflow";
            var span = Start($"{call}:{input.Workflow}", root.CreateWorkflowTags(input.Options.Id!));
            return WithinAsync(span, () => base.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = Headers(input.Headers) }));
        }

        public override Task SignalWorkflowAsync(SignalWorkflowInput input)
        {
            var span = Start($"SignalWorkflow:{input.Signal}", root.CreateWorkflowTags(input.Id));
            return WithinAsync(span, async () =>
            {
                await base.SignalWorkflowAsync(input with { Headers = Headers(input.Headers) });
                return true;
            });
        }

        public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
        {
            var span = Start($"QueryWorkflow:{input.Query}", root.CreateWorkflowTags(input.Id));
            return WithinAsync(span, () => base.QueryWorkflowAsync<TResult>(input with { Headers = Headers(input.Headers) }));
        }

        public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input)
        {
            var span = Start($"UpdateWorkflow:{input.Update}", root.CreateUpdateTags(input.Id, input.Options.Id));
            return WithinAsync(span, () => base.StartWorkflowUpdateAsync<TResult>(input with { Headers = Headers(input.Headers) }));
        }

        public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(StartUpdateWithStartWorkflowInput input)
        {
            if (input.Options.StartWorkflowOperation is not { } start)
                return base.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);
            var span = Start($"UpdateWithStartWorkflow:{start.Workflow}", root.CreateUpdateTags(start.Options.Id!, input.Options.Id));
            return WithinAsync(span, () =>
            {
                // Workflow and update both learn where they come from.
                start = (WithStartWorkflowOperation)start.Clone();
                start.Headers = Headers(start.Headers);
                input.Options.StartWorkflowOperation = start;
                return base.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input with { Headers = Headers(input.Headers) });
            });
        }

        private static Func<Activity?> Start(string name, IEnumerable<KeyValuePair<string, object?>> tags) =>
            () => ClientSource.StartActivity(name, ActivityKind.Client, parentContext: default, tags);

        private IDictionary<string, Payload>? Headers(IDictionary<string, Payload>? headers) =>
            Activity.Current is { } span ? root.HeadersFromContext(headers, new(span.Context, Baggage.Current)) : headers;
    }
}
