using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>What workflows are told.</content>
public partial class TracingInterceptor
{
    private sealed class TracedWorkflow(TracingInterceptor root, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new TracedWorkflowCalls(root, outbound));

        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            using var caller = Attach();
            using var span = Track($"RunWorkflow:{Workflow.Info.WorkflowType}", null);
            try
            {
                var result = await base.ExecuteWorkflowAsync(input);
                WorkflowsSource.TrackWorkflowDiagnosticActivity($"CompleteWorkflow:{Workflow.Info.WorkflowType}").Dispose();
                return result;
            }
            catch (Exception e)
            {
                TrackFailure("CompleteWorkflow", Workflow.Info.WorkflowType, e);
                throw;
            }
        }

        public override async Task HandleSignalAsync(HandleSignalInput input)
        {
            using var caller = Attach();
            using var span = Track($"HandleSignal:{input.Signal}", input.Headers);
            try
            {
                await base.HandleSignalAsync(input);
            }
            catch (Exception e)
            {
                TrackFailure("CompleteWorkflow", Workflow.Info.WorkflowType, e);
                throw;
            }
        }

        public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
        {
            using var caller = Attach();
            using var span = Track($"HandleUpdate:{input.Update}", input.Headers);
            try
            {
                return await base.HandleUpdateAsync(input);
            }
            catch (Exception e)
            {
                TrackFailure("CompleteUpdate", input.Update, e);
                throw;
            }
        }

        public override object? HandleQuery(HandleQueryInput input)
        {
            using var caller = Attach();
            using var span = Track($"HandleQuery:{input.Query}", input.Headers, evenOnReplay: true);
            try
            {
                return base.HandleQuery(input);
            }
            catch (Exception e)
            {
                Note(span.Activity, e);
                throw;
            }
        }

        public override void ValidateUpdate(HandleUpdateInput input)
        {
            using var caller = Attach();
            using var span = Track($"ValidateUpdate:{input.Update}", input.Headers);
            try
            {
                base.ValidateUpdate(input);
            }
            catch (Exception e)
            {
                Note(span.Activity, e);
                throw;
            }
        }

        /// <summary>A span of its own, because that of the run may have been made in another process.</summary>
        private static void TrackFailure(string completion, string subject, Exception e)
        {
            if (e is ContinueAsNewException)
                return;
            var name = e is FailureException or OperationCanceledException ? completion : "WorkflowTaskFailure";
            WorkflowsSource.TrackWorkflowDiagnosticActivity($"{name}:{subject}", updateActivity: span => Note(span, e)).Dispose();
        }

        /// <summary>Makes the span that started the workflow the current one.</summary>
        private Caller? Attach() => root.HeadersToContext(Workflow.Info.Headers) is { } context
            ? new(WorkflowDiagnosticActivity.AttachFromContext(context.ActivityContext), context.Baggage)
            : null;

        private WorkflowDiagnosticActivity Track(string name, IReadOnlyDictionary<string, Payload>? headers, bool evenOnReplay = false) =>
            WorkflowsSource.TrackWorkflowDiagnosticActivity(
                name,
                ActivityKind.Server,
                root.CreateInWorkflowTags(),
                root.HeadersToContext(headers) is { } sender ? [new ActivityLink(sender.ActivityContext)] : null,
                evenOnReplay,
                inheritParentTags: false);
    }

    /// <summary>The trace that a workflow was started in, as long as its code runs.</summary>
    private sealed class Caller : IDisposable
    {
        private readonly WorkflowDiagnosticActivity attached;
        private readonly Baggage before = Baggage.Current;

        public Caller(WorkflowDiagnosticActivity attached, Baggage baggage)
        {
            this.attached = attached;
            Baggage.Current = baggage;
        }

        public void Dispose()
        {
            attached.Dispose();
            Baggage.Current = before;
        }
    }
}
