using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Every call of the client's methods goes through here. Override what should be intercepted; the rest goes on.</summary>
public abstract class ClientOutboundInterceptor
{
    private readonly ClientOutboundInterceptor? next;

    /// <summary>Initializes a new instance of the <see cref="ClientOutboundInterceptor"/> class.</summary>
    /// <param name="next">Next interceptor.</param>
    protected ClientOutboundInterceptor(ClientOutboundInterceptor next) => this.next = next;

    private protected ClientOutboundInterceptor()
    {
    }

    /// <summary>Gets the next interceptor.</summary>
    protected ClientOutboundInterceptor Next => next ?? throw new InvalidOperationException("No next interceptor");

    /// <summary>Heartbeats an activity from outside.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input) => Next.HeartbeatAsyncActivityAsync(input);

    /// <summary>Completes an activity from outside.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input) => Next.CompleteAsyncActivityAsync(input);

    /// <summary>Fails an activity from outside.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task FailAsyncActivityAsync(FailAsyncActivityInput input) => Next.FailAsyncActivityAsync(input);

    /// <summary>Reports an activity as cancelled from outside.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input) =>
        Next.ReportCancellationAsyncActivityAsync(input);

    /// <summary>Makes a schedule.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The schedule.</returns>
    public virtual Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input) => Next.CreateScheduleAsync(input);

    /// <summary>Lists schedules.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The schedules.</returns>
    public virtual IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) => Next.ListSchedulesAsync(input);

    /// <summary>Makes up for spans of time.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task BackfillScheduleAsync(BackfillScheduleInput input) => Next.BackfillScheduleAsync(input);

    /// <summary>Removes a schedule.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when it is removed.</returns>
    public virtual Task DeleteScheduleAsync(DeleteScheduleInput input) => Next.DeleteScheduleAsync(input);

    /// <summary>Describes a schedule.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The description.</returns>
    public virtual Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input) => Next.DescribeScheduleAsync(input);

    /// <summary>Pauses a schedule.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when it is paused.</returns>
    public virtual Task PauseScheduleAsync(PauseScheduleInput input) => Next.PauseScheduleAsync(input);

    /// <summary>Acts out of turn.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task TriggerScheduleAsync(TriggerScheduleInput input) => Next.TriggerScheduleAsync(input);

    /// <summary>Lets a paused schedule go on.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when it goes on.</returns>
    public virtual Task UnpauseScheduleAsync(UnpauseScheduleInput input) => Next.UnpauseScheduleAsync(input);

    /// <summary>Changes a schedule.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when it is changed.</returns>
    public virtual Task UpdateScheduleAsync(UpdateScheduleInput input) => Next.UpdateScheduleAsync(input);

    /// <summary>Starts a workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="input">Input.</param>
    /// <returns>The workflow.</returns>
    public virtual Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
        Next.StartWorkflowAsync<TWorkflow, TResult>(input);

    /// <summary>Starts an update and, if need be, its workflow.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="input">Input.</param>
    /// <returns>The update.</returns>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input) => Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);

    /// <summary>Sends a signal.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service has the signal.</returns>
    public virtual Task SignalWorkflowAsync(SignalWorkflowInput input) => Next.SignalWorkflowAsync(input);

    /// <summary>Asks a query.</summary>
    /// <typeparam name="TResult">Type of the answer.</typeparam>
    /// <param name="input">Input.</param>
    /// <returns>The answer.</returns>
    public virtual Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => Next.QueryWorkflowAsync<TResult>(input);

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="input">Input.</param>
    /// <returns>The update.</returns>
    public virtual Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) =>
        Next.StartWorkflowUpdateAsync<TResult>(input);

    /// <summary>Describes a workflow.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The description.</returns>
    public virtual Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input) => Next.DescribeWorkflowAsync(input);

    /// <summary>Asks a workflow to stop.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the service has the request.</returns>
    public virtual Task CancelWorkflowAsync(CancelWorkflowInput input) => Next.CancelWorkflowAsync(input);

    /// <summary>Ends a workflow at once.</summary>
    /// <param name="input">Input.</param>
    /// <returns>A task that ends when the workflow is closed.</returns>
    public virtual Task TerminateWorkflowAsync(TerminateWorkflowInput input) => Next.TerminateWorkflowAsync(input);

    /// <summary>Reads a page of a history.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The page.</returns>
    public virtual Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
        Next.FetchWorkflowHistoryEventPageAsync(input);

    /// <summary>Lists workflows.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The workflows.</returns>
    public virtual IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) => Next.ListWorkflowsAsync(input);

    /// <summary>Counts workflows.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The count.</returns>
    public virtual Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) => Next.CountWorkflowsAsync(input);

    /// <summary>Lists a page of workflows.</summary>
    /// <param name="input">Input.</param>
    /// <returns>The page.</returns>
    public virtual Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input) =>
        Next.ListWorkflowsPaginatedAsync(input);
}
