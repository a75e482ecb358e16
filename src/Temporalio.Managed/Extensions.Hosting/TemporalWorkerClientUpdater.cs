using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Gives running workers another client, for example after a certificate was renewed.</summary>
public class TemporalWorkerClientUpdater
{
    private readonly Lock guard = new();
    private Action<IWorkerClient>? subscribers;

    /// <summary>Gives another client to every worker that has this updater.</summary>
    /// <param name="client">The client.</param>
    public void UpdateClient(IWorkerClient client)
    {
        Action<IWorkerClient>? current;
        lock (guard)
            current = subscribers;
        current?.Invoke(client);
    }

    internal void Subscribe(Action<IWorkerClient> subscriber)
    {
        lock (guard)
            subscribers += subscriber;
    }

    internal void Unsubscribe(Action<IWorkerClient> subscriber)
    {
        lock (guard)
            subscribers -= subscriber;
    }
}
