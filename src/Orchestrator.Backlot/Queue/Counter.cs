using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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
    /// <summary>Accepts a film and passes it on to the renderer; one that is known to fail (<paramref name="error"/>) fails there.</summary>
    public Job AcceptVideo(VideoSale sale, RequestBody body, string? attemptId, FaultRule? fault, JobError? error = null)
    {
        var (units, charge) = sale.Order is null ? (0, 0L) : VideoSale.Cost(sale.Order.Seconds * sale.Order.Samples, sale.UnitsPerSecond, sale.UnitMicroUsd);
        var job = journal.Accept(NewJob(sale.Provider, sale.Endpoint, body.Json, attemptId, sale.RequestId) with
        {
            Order = fault is { Action: FaultAction.Misbehave, Habit: { } habit } ? sale.Order is { } order ? order with { Scripted = [habit] } : null : sale.Order,
            Units = units,
            ChargedMicroUsd = charge,
            UnitsPerSecond = sale.UnitsPerSecond,
            UnitMicroUsd = sale.UnitMicroUsd,
            Reference = sale.Reference,
            Owner = sale.Owner,
            Webhooks = sale.Webhooks,
            HookData = sale.HookData,
            IsOperation = sale.IsOperation,
            Origin = sale.Origin,
            StartBy = sale.StartWithin is { } within ? options.TimeProvider.GetUtcNow() + within : null,
            StoreIo = sale.StoreIo,
            KeepSeconds = sale.KeepSeconds,
            Error = error,
            Fault = Riding(fault),
            Place = PlaceOf(fault),
        }, body.Bytes);
        queue.Enqueue(job);
        return job;
    }

    /// <summary>Accepts a picture job; the caller draws it and then calls <see cref="Finish"/>.</summary>
    public Job AcceptImage(string provider, string model, RequestBody body, string? attemptId, double units, long charge)
        => journal.Accept(NewJob(provider, model, body.Json, attemptId) with { Units = units, ChargedMicroUsd = charge, Status = JobStatus.InProgress }, body.Bytes);

    /// <summary>Accepts a question whose answer is written already: it is told at once, or waits its turn as films do.</summary>
    public Job AcceptAnswer(AnswerSale sale, RequestBody body, string? attemptId, FaultRule? fault, bool waits)
    {
        var job = NewJob(sale.Provider, sale.Model, body.Json, attemptId, sale.RequestId) with { Units = sale.Tokens, ChargedMicroUsd = sale.MicroUsd };
        if (!waits)
            return journal.Accept(job with { Status = JobStatus.Completed, EndedAt = job.AcceptedAt }, body.Bytes);
        job = journal.Accept(job with { IsAnswer = true, Fault = Riding(fault), Place = PlaceOf(fault) }, body.Bytes);
        queue.Enqueue(job);
        return job;
    }

    public void Finish(Job job)
        => journal.Change(job.RequestId, "completed", j => j with { Status = JobStatus.Completed, EndedAt = options.TimeProvider.GetUtcNow() });

    public static string HashOf(string endpoint, JsonNode? body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, endpoint);
        Canonical(body, hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JobFault? Riding(FaultRule? fault) => fault is null ? null : new JobFault(fault.Action, fault.Status, fault.ErrorType, fault.Charge, fault.Step, fault.Retryable);

    private static int PlaceOf(FaultRule? fault) => fault?.Action == FaultAction.FallingQueue ? Math.Max(1, fault.Position) : 0;

    private Job NewJob(string provider, string endpoint, JsonObject? body, string? attemptId, string? requestId = null) => new()
    {
        RequestId = requestId ?? Guid.NewGuid().ToString(),
        Provider = provider,
        Endpoint = endpoint,
        RequestHash = HashOf(endpoint, body),
        AttemptId = attemptId,
        AcceptedAt = options.TimeProvider.GetUtcNow(),
    };

    // The order of an object's members is not part of what is asked. Piece by piece: a body of pictures is not written a second time.
    private static void Canonical(JsonNode? node, IncrementalHash hash)
    {
        switch (node)
        {
            case JsonObject o:
                Add(hash, "{");
                foreach (var (name, value) in o.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    Add(hash, name);
                    Canonical(value, hash);
                }

                Add(hash, "}");
                break;
            case JsonArray a:
                Add(hash, "[");
                foreach (var value in a)
                    Canonical(value, hash);
                Add(hash, "]");
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Add(hash, "\"");
                Add(hash, value.GetValue<string>());
                break;
            default:
                Add(hash, node?.ToJsonString() ?? "null");
                break;
        }
    }

    // With its length before it, so that no two sequences of texts are the same bytes.
    private static void Add(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
