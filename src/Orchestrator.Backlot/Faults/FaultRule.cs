namespace Orchestrator.Backlot.Faults;

/// <summary>A scripted fault: which calls it meets and what it does to them.</summary>
internal sealed record FaultRule
{
    public string Id { get; init; } = "";

    /// <summary>`fal`, `openai`, `vertex`, `kling`, …; null for all.</summary>
    public string? Provider { get; init; }
    public FaultRoute Route { get; init; } = FaultRoute.Submit;

    /// <summary>Part of the endpoint's name, as in `kling`; null for all.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Part of the prompt; null for all.</summary>
    public string? Prompt { get; init; }

    /// <summary>The attempt id a call carries; null for all.</summary>
    public string? AttemptId { get; init; }

    /// <summary>The first matching call that is hit, counted from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching calls are hit from the nth on; 0 means every one.</summary>
    public int Times { get; init; } = 1;
    public FaultAction Action { get; init; }

    /// <summary>Seconds in Retry-After; null leaves the header out.</summary>
    public int? RetryAfter { get; init; } = 1;

    /// <summary>Whether Retry-After is a date instead of seconds.</summary>
    public bool RetryAfterDate { get; init; }

    /// <summary>Body of a failure before acceptance: `json` in the provider's shape, `html` as a gateway's, or `empty`.</summary>
    public string Body { get; init; } = "json";

    /// <summary>Body of a scripted answer.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Content type of a scripted answer.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Where a scripted answer redirects to; null for nowhere.</summary>
    public string? Location { get; init; }

    /// <summary>How many spaces follow a scripted answer.</summary>
    public int Padding { get; init; }

    /// <summary>Seconds of the Backlot's clock before a scripted answer begins.</summary>
    public double Delay { get; init; }

    /// <summary>Seconds of the Backlot's clock after each piece of a scripted answer or of slow media; 0 for an answer in one piece.</summary>
    public double Pause { get; init; }

    /// <summary>The habit that a take falls into.</summary>
    public Habit? Habit { get; init; }

    /// <summary>The aspect of which a judge says the opposite; null for all.</summary>
    public string? Aspect { get; init; }

    /// <summary>The place in a queue that falls.</summary>
    public int Position { get; init; } = 3;

    /// <summary>By how much it falls each time it is asked for.</summary>
    public int Step { get; init; } = 1;

    /// <summary>HTTP status of a scripted failure, when not the usual one of its type.</summary>
    public int? Status { get; init; }

    /// <summary>`error_type` or `type` of a scripted failure.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What a scripted failure says of trying again (`X-Fal-Retryable`), when not what is usual of its type.</summary>
    public bool? Retryable { get; init; }

    /// <summary>Whether a job that fails by this rule keeps its charge.</summary>
    public bool Charge { get; init; }

    /// <summary>Matching calls seen so far.</summary>
    public int Seen { get; init; }
}
