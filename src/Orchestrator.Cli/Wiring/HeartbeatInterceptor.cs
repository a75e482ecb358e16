using Temporalio.Activities;
using Temporalio.Worker.Interceptors;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Beats for every activity while it runs, so that the death of a worker is noticed soon and a cancellation arrives. Each beat says
/// again what the activity itself said last.
/// </summary>
internal sealed class HeartbeatInterceptor : IWorkerInterceptor
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor);

    private sealed class Inbound(ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
    {
        private Outbound? said;

        public override void Init(ActivityOutboundInterceptor outbound) => base.Init(said = new Outbound(outbound));

        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var context = ActivityExecutionContext.Current;
            if (context.Info.HeartbeatTimeout is not { Ticks: > 0 })
                return await base.ExecuteActivityAsync(input);
            using var done = new CancellationTokenSource();
            var beating = BeatAsync(said!, done.Token);
            try
            {
                return await base.ExecuteActivityAsync(input);
            }
            finally
            {
                await done.CancelAsync();
                await beating;
            }
        }

        private static async Task BeatAsync(Outbound said, CancellationToken cancellationToken)
        {
            using var timer = new PeriodicTimer(Often);
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                    said.Again();
            }
            catch (OperationCanceledException)
            {
                // The activity has ended.
            }
        }
    }

    private sealed class Outbound(ActivityOutboundInterceptor next) : ActivityOutboundInterceptor(next)
    {
        private readonly Lock gate = new();
        private HeartbeatInput last = new([]);

        public override void Heartbeat(HeartbeatInput input)
        {
            lock (gate)
                base.Heartbeat(last = input);
        }

        public void Again()
        {
            lock (gate)
                base.Heartbeat(last);
        }
    }
}
