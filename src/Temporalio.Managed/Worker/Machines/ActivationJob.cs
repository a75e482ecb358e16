using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;

namespace Temporalio.Worker.Machines;

/// <summary>One thing that workflow code is told in an activation. The order of the kinds is the order of delivery.</summary>
internal enum JobKind
{
    Initialize,
    Patch,
    RandomSeed,
    SignalOrUpdate,
    Other,
    LocalActivity,
    Query,
}

internal abstract record ActivationJob(JobKind Kind);

internal sealed record InitializeJob(WorkflowExecutionStartedEventAttributes Start, DateTime Time) : ActivationJob(JobKind.Initialize);

internal sealed record PatchJob(string PatchId) : ActivationJob(JobKind.Patch);

internal sealed record RandomSeedJob(ulong Seed) : ActivationJob(JobKind.RandomSeed);

internal sealed record SignalJob(WorkflowExecutionSignaledEventAttributes Signal) : ActivationJob(JobKind.SignalOrUpdate);

internal sealed record UpdateJob(UpdateMachine Update, bool RunValidator) : ActivationJob(JobKind.SignalOrUpdate);

internal sealed record CancelJob(string Reason) : ActivationJob(JobKind.Other);

/// <summary>Something the code waits for has come: completes its task.</summary>
internal sealed record ResolveJob(Action Resolve, JobKind Kind = JobKind.Other) : ActivationJob(Kind);

internal sealed record QueryJob(string Id, WorkflowQuery Query) : ActivationJob(JobKind.Query);
