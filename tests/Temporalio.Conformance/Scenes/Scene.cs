using Google.Protobuf;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenes;

/// <summary>
/// One scenario's world: a workflow id and task queues nobody else uses, a client, and a raw worker that polls and answers
/// by hand. Everything goes over the wire.
/// </summary>
public sealed partial class Scene : IDisposable
{
    public const string Namespace = "default";
    public const string WorkflowType = "wf";
    public const string ActivityType = "act";
    public const string ClientIdentity = "client@example";
    public const string WorkerIdentity = "worker@example";

    /// <summary>Deadline of ordinary calls.</summary>
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(60);

    private readonly WireClient wire;

    // Tasks that are not written yet are hidden from this client.
    private readonly WireClient tool;
    private readonly CancellationToken cancellation;

    // Shown as <id> in normalised histories.
    private readonly string labelled;

    public Scene(string address, ServiceKind kind, CancellationToken cancellation)
        : this(address, kind, $"w{Guid.NewGuid():N}", cancellation)
    {
    }

    private Scene(string address, ServiceKind kind, string labelled, CancellationToken cancellation)
    {
        Address = address;
        this.cancellation = cancellation;
        this.labelled = labelled;
        wire = new(address);
        tool = new(address, "temporal-cli", "1.0.0");
        Kind = kind;
        Id = labelled;
        Queue = labelled + "-queue";
        StickyQueue = labelled + "-sticky";
    }

    public ServiceKind Kind { get; }

    /// <summary>Host and port of the service.</summary>
    public string Address { get; }

    /// <summary>The workflow id; the names of the queues begin with it.</summary>
    public string Id { get; private init; }

    /// <summary>Run id of the last start.</summary>
    public string RunId { get; private set; } = "";

    public string Queue { get; private init; }

    public string StickyQueue { get; private init; }

    /// <summary>A related workflow on its own queue, whose names keep this scene's label: the caller disposes it.</summary>
    public Scene Beside(string idSuffix, string queueSuffix = "")
        => new(Address, Kind, labelled, cancellation) { Id = Id + idSuffix, Queue = Queue + queueSuffix };

    /// <summary>Calls a method of WorkflowService.</summary>
    public Task<TResponse> Call<TRequest, TResponse>(string method, TRequest request, TimeSpan? deadline = null)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
        => wire.CallAsync<TRequest, TResponse>(method, request, deadline ?? CallDeadline, cancellation);

    /// <summary>Calls a method of WorkflowService without a deadline header.</summary>
    public Task<TResponse> CallWithoutDeadline<TRequest, TResponse>(string method, TRequest request)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
        => wire.CallAsync<TRequest, TResponse>(method, request, null, cancellation);

    public void Dispose()
    {
        wire.Dispose();
        tool.Dispose();
    }
}
