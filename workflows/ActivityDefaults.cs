using Orchestrator.Model;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>Timeouts and retries of each door, each with its reason. Temporal is the only one that retries.</summary>
internal static class ActivityDefaults
{
    /// <summary>
    /// Thinking and local pictures: quick and without side effects, so repeated until it works. A full disk or a missing tool must
    /// never end a film that has been paid for; what cannot get better says so by a failure that is not retryable.
    /// </summary>
    public static ActivityOptions Free { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        HeartbeatTimeout = TimeSpan.FromSeconds(30),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(1), BackoffCoefficient = 2, MaximumInterval = TimeSpan.FromSeconds(30) },
    };

    /// <summary>
    /// Planning: as <see cref="Free"/>, with time for a few answers of a language model. What was bought of them is kept and not
    /// bought again when it is repeated.
    /// </summary>
    public static ActivityOptions Think { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(30),
        HeartbeatTimeout = Free.HeartbeatTimeout,
        RetryPolicy = Free.RetryPolicy,
    };

    /// <summary>
    /// A purchase: run once. If the worker dies in the middle nobody knows whether the provider accepted it, and the workflow
    /// must find out before anything is sent again. The heartbeat timeout is how soon it learns of the death.
    /// </summary>
    public static ActivityOptions Purchase { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        HeartbeatTimeout = TimeSpan.FromSeconds(15),
        RetryPolicy = new() { MaximumAttempts = 1 },
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
    };

    /// <summary>A purchase from an account, on the task queue that the service hands out at the account's rate; null is this workflow's own queue.</summary>
    public static ActivityOptions PurchaseFrom(TakeAccount? account) => account is null ? Purchase : new()
    {
        TaskQueue = AccountWorkflow.QueueOf(Workflow.Info.TaskQueue, account.Provider),
        StartToCloseTimeout = Purchase.StartToCloseTimeout,
        HeartbeatTimeout = Purchase.HeartbeatTimeout,
        RetryPolicy = Purchase.RetryPolicy,
        CancellationType = Purchase.CancellationType,
    };

    /// <summary>Asking a provider about a job that is paid for: free, and repeated for as long as the provider is away.</summary>
    public static ActivityOptions Wait { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(2),
        HeartbeatTimeout = TimeSpan.FromSeconds(15),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(1), BackoffCoefficient = 2, MaximumInterval = TimeSpan.FromSeconds(30) },
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
    };

    /// <summary>Giving money back after a cancellation: not to be cancelled itself.</summary>
    public static ActivityOptions CleanUp { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(2),
        HeartbeatTimeout = TimeSpan.FromSeconds(30),
        RetryPolicy = new() { MaximumAttempts = 5 },
        CancellationToken = CancellationToken.None,
    };
}
