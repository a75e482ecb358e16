using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;

namespace Temporalio.Client.Calls;

/// <summary>The end of the chain of interceptors: the service itself.</summary>
internal sealed class ServiceInterceptor(TemporalClient client) : ClientOutboundInterceptor
{
    private readonly StartCalls starts = new(client);
    private readonly WorkflowCalls workflows = new(client);
    private readonly UpdateCalls updates = new(client);
    private readonly UpdateWithStartCalls updatesWithStart = new(client);
    private readonly ListCalls lists = new(client);
    private readonly AsyncActivityCalls activities = new(client);
    private readonly ScheduleCalls schedules = new(client);

    public override Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input) => activities.HeartbeatAsync(input);

    public override Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input) => activities.CompleteAsync(input);

    public override Task FailAsyncActivityAsync(FailAsyncActivityInput input) => activities.FailAsync(input);

    public override Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input) =>
        activities.ReportCancellationAsync(input);

    public override Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input) => schedules.CreateAsync(input);

    public override IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) => schedules.ListAsync(input);

    public override Task BackfillScheduleAsync(BackfillScheduleInput input) => schedules.BackfillAsync(input);

    public override Task DeleteScheduleAsync(DeleteScheduleInput input) => schedules.DeleteAsync(input);

    public override Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input) => schedules.DescribeAsync(input);

    public override Task PauseScheduleAsync(PauseScheduleInput input) => schedules.PauseAsync(input);

    public override Task TriggerScheduleAsync(TriggerScheduleInput input) => schedules.TriggerAsync(input);

    public override Task UnpauseScheduleAsync(UnpauseScheduleInput input) => schedules.UnpauseAsync(input);

    public override Task UpdateScheduleAsync(UpdateScheduleInput input) => schedules.UpdateAsync(input);

    public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
        starts.StartAsync<TWorkflow, TResult>(input);

    public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input) => updatesWithStart.StartAsync<TUpdateResult>(input);

    public override Task SignalWorkflowAsync(SignalWorkflowInput input) => workflows.SignalAsync(input);

    public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => workflows.QueryAsync<TResult>(input);

    public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) =>
        updates.StartAsync<TResult>(input);

    public override Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input) => workflows.DescribeAsync(input);

    public override Task CancelWorkflowAsync(CancelWorkflowInput input) => workflows.CancelAsync(input);

    public override Task TerminateWorkflowAsync(TerminateWorkflowInput input) => workflows.TerminateAsync(input);

    public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
        workflows.FetchHistoryPageAsync(input);

    public override IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) => lists.ListAsync(input);

    public override Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) => lists.CountAsync(input);

    public override Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input) => lists.ListPageAsync(input);
}
