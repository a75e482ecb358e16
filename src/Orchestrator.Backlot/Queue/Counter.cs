using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Queue;

/// <summary>Where jobs are accepted: writes the ledger row and, for queued models, passes the job on to the renderer.</summary>
internal sealed class Counter(JournalStore journal, RenderQueue queue, BacklotOptions options)
{
    public Job AcceptVideo(FalEndpoint endpoint, FalInput? input, string body, string? attemptId, FaultRule? fault, JobError? error, bool storeIo)
    {
        var (units, charge) = input is null ? (0, 0L) : endpoint.Cost(input, endpoint.Seconds(input));
        var job = journal.Accept(NewJob("fal", endpoint.Id, body, attemptId) with
        {
            Units = units,
            ChargedMicroUsd = charge,
            StoreIo = storeIo,
            Error = error,
            Fault = fault is null ? null : new JobFault(fault.Action, fault.Status, fault.ErrorType, fault.Charge),
        }, body);
        queue.Enqueue(job);
        return job;
    }

    /// <summary>Accepts a picture job; the caller draws it and then calls <see cref="Finish"/>.</summary>
    public Job AcceptImage(string model, string body, string? attemptId, double units, long charge)
        => journal.Accept(NewJob("openai", model, body, attemptId) with { Units = units, ChargedMicroUsd = charge, Status = JobStatus.InProgress }, body);

    public void Finish(Job job)
        => journal.Change(job.RequestId, "completed", j => j with { Status = JobStatus.Completed, EndedAt = options.TimeProvider.GetUtcNow() });

    public static string HashOf(string endpoint, JsonNode? body)
    {
        var text = new StringBuilder(endpoint).Append('\n');
        Canonical(body, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private Job NewJob(string provider, string endpoint, string body, string? attemptId) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Provider = provider,
        Endpoint = endpoint,
        RequestHash = HashOf(endpoint, JsonNode.Parse(body)),
        AttemptId = attemptId,
        AcceptedAt = options.TimeProvider.GetUtcNow(),
    };

    // The order of an object's members is not part of what is asked.
    private static void Canonical(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject o:
                text.Append('{');
                foreach (var (name, value) in o.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    text.Append(JsonValue.Create(name).ToJsonString()).Append(':');
                    Canonical(value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray a:
                text.Append('[');
                foreach (var value in a)
                {
                    Canonical(value, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}
