using Temporalio.Exceptions;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule, whether or not it exists.</summary>
/// <param name="Client">Client to use.</param>
/// <param name="Id">Schedule id.</param>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    /// <summary>Makes up for spans of time.</summary>
    /// <param name="backfills">Spans of time.</param>
    /// <param name="rpcOptions">Options of the call.</param>
    /// <returns>A task that ends when the service knows.</returns>
    /// <exception cref="ArgumentException">There is no span.</exception>
    public virtual Task BackfillAsync(IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.BackfillScheduleAsync(new(Id, backfills, rpcOptions));

    /// <summary>Removes the schedule; what it started goes on.</summary>
    /// <param name="rpcOptions">Options of the call.</param>
    /// <returns>A task that ends when it is removed.</returns>
    public virtual Task DeleteAsync(RpcOptions? rpcOptions = null) => Client.OutboundInterceptor.DeleteScheduleAsync(new(Id, rpcOptions));

    /// <summary>Asks the service about the schedule.</summary>
    /// <param name="rpcOptions">Options of the call.</param>
    /// <returns>The description.</returns>
    public virtual Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.DescribeScheduleAsync(new(Id, rpcOptions));

    /// <summary>Pauses the schedule.</summary>
    /// <param name="note">Note for people to read.</param>
    /// <param name="rpcOptions">Options of the call.</param>
    /// <returns>A task that ends when it is paused.</returns>
    public virtual Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.PauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Acts out of turn.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service knows.</returns>
    public virtual Task TriggerAsync(ScheduleTriggerOptions? options = null) =>
        Client.OutboundInterceptor.TriggerScheduleAsync(new(Id, options));

    /// <summary>Lets a paused schedule go on.</summary>
    /// <param name="note">Note for people to read.</param>
    /// <param name="rpcOptions">Options of the call.</param>
    /// <returns>A task that ends when it goes on.</returns>
    public virtual Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UnpauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the new schedule of the present one; null leaves it as it is.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>A task that ends when it is changed.</returns>
    /// <exception cref="RpcException">The service answered with an error.</exception>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the new schedule of the present one; null leaves it as it is.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>A task that ends when it is changed.</returns>
    /// <exception cref="RpcException">The service answered with an error.</exception>
    public virtual Task UpdateAsync(Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UpdateScheduleAsync(new(Id, updater, rpcOptions));
}
