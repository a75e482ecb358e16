using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Batches;

/// <summary>The batches, those that run and those that ended not longer ago than the namespace keeps closed runs.</summary>
internal sealed class BatchTable(ServiceCore core, BatchActions actions, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<(string NamespaceId, string JobId), BatchJob> jobs = new();

    public IEnumerable<BatchJob> Of(string namespaceId) => jobs.Values.Where(j => j.NamespaceId == namespaceId);

    public BatchJob? Find(string namespaceId, string jobId) => jobs.GetValueOrDefault((namespaceId, jobId));

    /// <summary>Brings back what is on disk and goes on with what was running.</summary>
    public void Load()
    {
        foreach (var stored in core.Store.LoadBatches())
        {
            var job = new BatchJob(stored.NamespaceId, BatchWork.Parser.ParseFrom(stored.Work), DescribeBatchOperationResponse.Parser.ParseFrom(stored.State));
            jobs[(job.NamespaceId, job.JobId)] = job;
            if (job.Describe().State == BatchOperationState.Running) _ = RunLoggedAsync(job, isResumed: true);
        }
    }

    /// <summary>Takes a new job in; ends when it is on disk, and the job goes on.</summary>
    /// <exception cref="ServiceError">ALREADY_EXISTS, or RESOURCE_EXHAUSTED: another one runs in the namespace.</exception>
    public async Task StartAsync(BatchJob job)
    {
        Admit(job);
        await core.WriteAsync(unit =>
        {
            foreach (var expired in Of(job.NamespaceId).Where(j => IsExpired(j, unit.Now)))
            {
                jobs.TryRemove((expired.NamespaceId, expired.JobId), out _);
                unit.Batch.Add(Statement.DeleteBatch, expired.NamespaceId, expired.JobId);
            }

            unit.Batch.Add(Statement.InsertBatch, job.NamespaceId, job.JobId, job.Work.ToByteArray(), job.Describe().ToByteArray());
            return 0;
        });
        _ = RunLoggedAsync(job, isResumed: false);
    }

    /// <summary>Puts the state of a job on disk.</summary>
    public Task SaveAsync(BatchJob job) => core.WriteAsync(unit =>
    {
        unit.Batch.Add(Statement.UpdateBatch, job.Describe().ToByteArray(), job.NamespaceId, job.JobId);
        return 0;
    });

    /// <summary>One job at a time, and each id once.</summary>
    private void Admit(BatchJob job)
    {
        lock (jobs)
        {
            if (Of(job.NamespaceId).Any(j => j.Summary().State == BatchOperationState.Running))
                throw ServiceError.Exhausted("Max concurrent batch operations is reached", ResourceExhaustedCause.ConcurrentLimit);
            if (jobs.TryAdd((job.NamespaceId, job.JobId), job)) return;
            var runId = jobs[(job.NamespaceId, job.JobId)].Work.RunId;
            throw ServiceError.AlreadyStarted(
                $"Workflow execution already finished. WorkflowId: {job.JobId}, RunId: {runId}. Workflow Id reuse policy: reject duplicate workflow Id.", "", runId, runId);
        }
    }

    private bool IsExpired(BatchJob job, DateTime now) =>
        job.Summary().CloseTime is { } closed && closed.ToDateTime() + core.Namespaces.RetentionOf(job.NamespaceId) < now;

    private async Task RunLoggedAsync(BatchJob job, bool isResumed)
    {
        try
        {
            await Task.Run(() => job.RunAsync(actions, SaveAsync, () => core.Locked(core.Now), isResumed, stopping), CancellationToken.None);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // What is left of it is on disk, for the next start.
        }
        catch (Exception e)
        {
            // Nobody waits for a job; the log is where its end is told.
            core.Logger.LogError(e, "the batch {JobId} ended early", job.JobId);
        }
    }
}
