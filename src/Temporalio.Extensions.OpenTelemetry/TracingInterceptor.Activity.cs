using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>Activities.</content>
public partial class TracingInterceptor
{
    private sealed class TracedActivity(TracingInterceptor root, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var caller = root.HeadersToContext(input.Headers);

            // Lasts as long as this call: it is local to the asynchronous flow.
            if (caller is { } context)
                Baggage.Current = context.Baggage;
            return await WithinAsync(
                () => ActivitiesSource.StartActivity(
                    $"RunActivity:{input.Activity.Name}", ActivityKind.Server, caller?.ActivityContext ?? default, root.CreateInActivityTags()),
                () => base.ExecuteActivityAsync(input));
        }
    }
}
