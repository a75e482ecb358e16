using Microsoft.Extensions.Logging;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Namespaces;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.Skipping;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// The state of the service and the one gate in front of it. Whatever changes state runs as a <see cref="Unit"/> inside the
/// gate: microseconds of work on memory, so that steps across runs (children, signals, continue-as-new) are atomic for free.
/// Waiting for the disk happens outside: units are written in the order they ran, many per commit, and no answer leaves before
/// the unit behind it is on disk.
/// </summary>
internal sealed class ServiceCore : IDisposable
{
    private readonly object gate = new();
    private readonly TimeProvider time;
    private readonly RetentionSweep? retention;
    private DateTime lastNow;
    private long lastTaskId;
    private Task lastWrite = Task.CompletedTask;

    public ServiceCore(Store store, DevServiceOptions options, ILogger logger)
    {
        var clock = options.TimeSkipping ? new SkippingClock() : null;
        time = clock ?? options.TimeProvider;
        Store = store;
        Logger = logger;
        Runs = new RunTable(this);
        Schedules = new ScheduleTable(this);
        Matching = new MatchingService(this);
        Deadlines = new DeadlineQueue(this, time);
        Namespaces = new NamespaceTable(this);
        Starter = new RunStarter(this);
        if (clock is not null) Skipping = new TimeSkipping(this, clock);
        // Where days pass in no time, results would be gone before they are read.
        else retention = new RetentionSweep(this, time);
    }

    public Store Store { get; }

    public ILogger Logger { get; }

    public RunTable Runs { get; }

    public ScheduleTable Schedules { get; }

    public MatchingService Matching { get; }

    public DeadlineQueue Deadlines { get; }

    public NamespaceTable Namespaces { get; }

    public RunStarter Starter { get; }

    /// <summary>Moves the clock where nothing else is to do; null if the service runs on plain time.</summary>
    public TimeSkipping? Skipping { get; }

    /// <summary>The time now; it never runs backwards. Call inside the gate.</summary>
    public DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return lastNow = now > lastNow ? now : lastNow;
    }

    /// <summary>Ends at a point in time.</summary>
    public Task WaitUntil(DateTime due)
    {
        var wait = due - Now();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time) : Task.CompletedTask;
    }

    /// <summary>A number for the <c>task_id</c> of the next event.</summary>
    public long NextTaskId() => ++lastTaskId;

    /// <summary>Changes state; ends when the change is on disk.</summary>
    public async Task<T> WriteAsync<T>(Func<Unit, T> work)
    {
        var result = default(T);
        ServiceError? error;
        Task written;
        lock (gate)
        {
            var unit = new Unit(this);
            try
            {
                result = unit.Run(work);
                error = unit.ErrorAfterWrite;
            }
            catch (TransactionTooLargeException e)
            {
                End(e);
                error = ServiceError.InvalidArgument(e.Message);
            }

            written = lastWrite;
        }

        await written;
        return error is null ? result! : throw error;
    }

    /// <summary>Reads state; ends when all that was seen is on disk.</summary>
    public async Task<T> ReadAsync<T>(Func<T> work)
    {
        T result;
        Task written;
        lock (gate)
        {
            result = work();
            written = lastWrite;
        }

        await written;
        return result;
    }

    /// <summary>Changes state without anybody waiting: timers.</summary>
    public void Write(Action<Unit> work)
    {
        lock (gate)
        {
            try
            {
                Run(work);
            }
            catch (TransactionTooLargeException e)
            {
                End(e);
            }
        }
    }

    /// <summary>Ends a run that tried to take too large a step; one that was to begin with it does not exist.</summary>
    private void End(TransactionTooLargeException tooLarge) => Run(unit =>
    {
        if (Runs.Find(tooLarge.NamespaceId, tooLarge.WorkflowId, tooLarge.RunId) is { IsOpen: true } run)
            unit.Touch(run).Closing.Terminate(tooLarge.Reason, null, ServiceIdentity.History);
    });

    private void Run(Action<Unit> work) => new Unit(this).Run(unit =>
    {
        work(unit);
        return 0;
    });

    /// <summary>Looks at or changes what lives in memory only: pollers, waiters.</summary>
    public T Locked<T>(Func<T> work)
    {
        lock (gate) return work();
    }

    /// <summary>Ends when everything written so far is on disk.</summary>
    public Task Written()
    {
        lock (gate) return lastWrite;
    }

    /// <summary>Hands a finished unit's writes to the disk. Called inside the gate.</summary>
    public void Enqueue(WriteBatch batch)
    {
        if (batch.Writes.Count == 0) return;
        Store.Write(batch);
        lastWrite = batch.Durable;
    }

    /// <summary>Brings back all that was open when the service stopped.</summary>
    public void Load()
    {
        lock (gate)
        {
            lastTaskId = Now().Ticks / TimeSpan.TicksPerMillisecond;
            Namespaces.Load();
            Runs.Load();
            Schedules.Load();
        }

        retention?.Run();
    }

    public void Dispose()
    {
        retention?.Dispose();
        Deadlines.Dispose();
        Store.Dispose();
    }
}
