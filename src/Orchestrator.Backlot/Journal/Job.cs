using System.Text.Json.Serialization;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Journal;

/// <summary>One accepted, paid request: what was asked, what became of it, what it cost.</summary>
internal sealed record Job
{
    public required string RequestId { get; init; }
    public required string Provider { get; init; }
    public required string Endpoint { get; init; }
    public required string RequestHash { get; init; }
    public string? AttemptId { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public JobStatus Status { get; init; }

    /// <summary>How many identical requests were accepted before this one.</summary>
    public int Repeat { get; init; }

    /// <summary>Quantity in the endpoint's own billing unit.</summary>
    public double Units { get; init; }
    public long ChargedMicroUsd { get; init; }
    public long RefundedMicroUsd { get; init; }
    public string? MediaId { get; init; }
    public long MediaLength { get; init; }
    public long OutputSeed { get; init; }
    public bool CancelRequested { get; init; }

    /// <summary>A scripted fault that rides with this job, such as a queue it never leaves.</summary>
    public JobFault? Fault { get; init; }
    public JobError? Error { get; init; }

    /// <summary>How many stand before it by a script, whoever else waits; it goes on when it was asked for often enough.</summary>
    public int Place { get; init; }

    /// <summary>Whether it is a written answer that waits its turn.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>What is rendered; null for pictures, which are drawn while the client waits.</summary>
    public TakeOrder? Order { get; init; }

    /// <summary>Billing units a second of the delivered file.</summary>
    public double UnitsPerSecond { get; init; } = 1;

    /// <summary>Price of a unit.</summary>
    public long UnitMicroUsd { get; init; }

    /// <summary>The client's own name for it, where the contract knows one: an external id, an output prefix.</summary>
    public string? Reference { get; init; }

    /// <summary>Whose it is, where others may not see it.</summary>
    public string? Owner { get; init; }

    /// <summary>Where its end is announced; null for nowhere in particular.</summary>
    public IReadOnlyList<string>? Webhooks { get; init; }

    /// <summary>What announcements repeat of the client's own, as JSON.</summary>
    public string? HookData { get; init; }

    /// <summary>Whether it is known as a long-running operation where its provider has other jobs too.</summary>
    public bool IsOperation { get; init; }

    /// <summary>The Backlot's own address as the client knew it at the submit.</summary>
    public string? Origin { get; init; }

    /// <summary>When it must have started; null for whenever.</summary>
    public DateTimeOffset? StartBy { get; init; }

    /// <summary>How many seconds its file is kept, where the request said so.</summary>
    public double? KeepSeconds { get; init; }

    /// <summary>Hash of the delivered file, by which it is known again when it comes back as an input.</summary>
    public string? MediaSha256 { get; init; }

    /// <summary>Its clips after the first, where several were asked for.</summary>
    public IReadOnlyList<JobSample> Others { get; init; } = [];

    /// <summary>How many of its clips moderation kept back.</summary>
    public int Filtered { get; init; }

    /// <summary>All its clips.</summary>
    [JsonIgnore]
    public IEnumerable<JobSample> Samples => MediaId is null ? [] : Others.Prepend(new(0, MediaId, MediaLength, MediaSha256 ?? ""));

    /// <summary>Whether the recovery listing may show the payload.</summary>
    public bool StoreIo { get; init; } = true;

    [JsonIgnore]
    public bool IsOver => Status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>`owner/app`: the part of the endpoint that status, result and cancel addresses use.</summary>
    [JsonIgnore]
    public string App => string.Join('/', Endpoint.Split('/').Take(2));
}
