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
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(30);

    private readonly WireClient wire;

    // Tasks that are not written yet are hidden from this client.
    private readonly WireClient tool;
    private readonly CancellationToken cancellation;

    public Scene(string address, ServiceKind kind, CancellationToken cancellation)
    {
        wire = new(address);
        tool = new(address, "temporal-cli", "1.0.0");
        Kind = kind;
        this.cancellation = cancellation;
        Id = $"w{Guid.NewGuid():N}";
    }

    public ServiceKind Kind { get; }

    /// <summary>The workflow id; the names of the queues begin with it.</summary>
    public string Id { get; }

    /// <summary>Run id of the last start.</summary>
    public string RunId { get; private set; } = "";

    public string Queue => Id + "-queue";

    public string StickyQueue => Id + "-sticky";

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
