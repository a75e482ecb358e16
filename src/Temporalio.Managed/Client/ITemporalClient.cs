using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Client;

/// <summary>A client of one namespace of a Temporal service. Safe for use by many threads.</summary>
public interface ITemporalClient : IWorkerClient
{
    /// <summary>Gets the connection.</summary>
    ITemporalConnection Connection { get; }

    /// <summary>Gets the outermost interceptor; every method of the client goes through it.</summary>
    ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <summary>Gets the raw calls of the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Gets the raw calls of the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Makes the handle of an activity that is finished from outside. Calls nothing.</summary>
    /// <param name="taskToken">Token of the activity's task.</param>
    /// <returns>The activity.</returns>
    AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken);

    /// <summary>Makes the handle of an activity that is finished from outside. Calls nothing.</summary>
    /// <param name="workflowId">Workflow id.</param>
    /// <param name="runId">Run.</param>
    /// <param name="activityId">Activity id.</param>
    /// <returns>The activity.</returns>
    AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId);

    /// <summary>Makes a schedule.</summary>
    /// <param name="scheduleId">Schedule id.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="options">Options.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentException">The schedule is not valid.</exception>
    /// <exception cref="ScheduleAlreadyRunningException">The id is taken.</exception>
    Task<ScheduleHandle> CreateScheduleAsync(string scheduleId, Schedule schedule, ScheduleOptions? options = null);

    /// <summary>Makes the handle of a schedule. Calls nothing.</summary>
    /// <param name="scheduleId">Schedule id.</param>
    /// <returns>The schedule.</returns>
    ScheduleHandle GetScheduleHandle(string scheduleId);

    /// <summary>Lists schedules.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The schedules; calls happen as the enumeration needs them.</returns>
    IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null);

    /// <summary>Starts a workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="ArgumentException">The call or the options are not valid.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The service answered with an error.</exception>
    Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="ArgumentException">The call or the options are not valid.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The service answered with an error.</exception>
    Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow by name.</summary>
    /// <param name="workflow">Workflow type.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The workflow.</returns>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="RpcException">The service answered with an error.</exception>
    Task<WorkflowHandle> StartWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options);

    /// <summary>Makes the handle of a workflow. Calls nothing.</summary>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the latest.</param>
    /// <param name="firstExecutionRunId">First run of the chain that may be cancelled or terminated, or null for any.</param>
    /// <returns>The workflow.</returns>
    WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Makes the handle of a workflow. Calls nothing.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the latest.</param>
    /// <param name="firstExecutionRunId">First run of the chain that may be cancelled or terminated, or null for any.</param>
    /// <returns>The workflow.</returns>
    WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Makes the handle of a workflow. Calls nothing.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="id">Workflow id.</param>
    /// <param name="runId">Run, or null for the latest.</param>
    /// <param name="firstExecutionRunId">First run of the chain that may be cancelled or terminated, or null for any.</param>
    /// <returns>The workflow.</returns>
    WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Starts an update and, if it is not running, its workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Starts an update and, if it is not running, its workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Starts an update and, if it is not running, its workflow.</summary>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Starts an update and, if it is not running, its workflow.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Lists workflows.</summary>
    /// <param name="query">List filter, for example <c>WorkflowType = 'X'</c>; empty for all.</param>
    /// <param name="options">Options.</param>
    /// <returns>The workflows; calls happen as the enumeration needs them.</returns>
    IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null);

    /// <summary>Counts workflows.</summary>
    /// <param name="query">List filter; may end in a GROUP BY.</param>
    /// <param name="options">Options.</param>
    /// <returns>The count.</returns>
    Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null);

    /// <summary>Lists a page of workflows.</summary>
    /// <param name="query">List filter; empty for all.</param>
    /// <param name="nextPageToken">Token of the page, or null for the first.</param>
    /// <param name="options">Options.</param>
    /// <returns>The page.</returns>
    Task<WorkflowListPage> ListWorkflowsPaginatedAsync(string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null);
}
