using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Queue;

/// <summary>Where jobs are accepted: writes the ledger row and, for queued models, passes the job on to the renderer.</summary>
internal sealed class Counter(JournalStore journal, RenderQueue queue, BacklotOptions options)
{
    // A picture in base64 is not worth escaping: that costs six times its length in buffers.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Accepts a film and passes it on to the renderer; one that is known to fail (<paramref name="error"/>) fails there.</summary>
    public Job AcceptVideo(VideoSale sale, string body, string? attemptId, FaultRule? fault, JobError? error = null)
    {
        var (units, charge) = sale.Order is null ? (0, 0L) : VideoSale.Cost(sale.Order.Seconds, sale.UnitsPerSecond, sale.UnitMicroUsd);
        var job = journal.Accept(NewJob(sale.Provider, sale.Endpoint, body, attemptId, sale.RequestId) with
        {
            Order = sale.Order,
            Units = units,
            ChargedMicroUsd = charge,
            UnitsPerSecond = sale.UnitsPerSecond,
            UnitMicroUsd = sale.UnitMicroUsd,
            Reference = sale.Reference,
            Webhook = sale.Webhook,
            Origin = sale.Origin,
            StartBy = sale.StartWithin is { } within ? options.TimeProvider.GetUtcNow() + within : null,
            StoreIo = sale.StoreIo,
            Error = error,
            Fault = fault is null ? null : new JobFault(fault.Action, fault.Status, fault.ErrorType, fault.Charge),
        }, body);
        queue.Enqueue(job);
        return job;
    }

    /// <summary>Accepts a picture job; the caller draws it and then calls <see cref="Finish"/>.</summary>
    public Job AcceptImage(string provider, string model, string body, string? attemptId, double units, long charge)
        => journal.Accept(NewJob(provider, model, body, attemptId) with { Units = units, ChargedMicroUsd = charge, Status = JobStatus.InProgress }, body);

    public void Finish(Job job)
        => journal.Change(job.RequestId, "completed", j => j with { Status = JobStatus.Completed, EndedAt = options.TimeProvider.GetUtcNow() });

    public static string HashOf(string endpoint, JsonNode? body)
    {
        var text = new StringBuilder(endpoint).Append('\n');
        Canonical(body, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private Job NewJob(string provider, string endpoint, string body, string? attemptId, string? requestId = null) => new()
    {
        RequestId = requestId ?? Guid.NewGuid().ToString(),
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
                text.Append(node?.ToJsonString(Plain) ?? "null");
                break;
        }
    }
}
