using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer;

/// <summary>How to run a <see cref="DevService"/>.</summary>
public sealed class DevServiceOptions
{
    /// <summary>Address to listen on. Callers are not asked who they are, so any other than a loopback address earns a warning.</summary>
    public string IpAddress { get; init; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The SQLite file that holds everything, created if missing; null keeps everything in memory and loses it on stop.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>Namespaces to create at start if they do not exist.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default"];

    /// <summary>
    /// Custom search attributes to create at start in each of <see cref="Namespaces"/>: name to type, one of
    /// Text, Keyword, Int, Double, Bool, Datetime, KeywordList.
    /// </summary>
    public IReadOnlyDictionary<string, string> SearchAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a closed run is kept, in namespaces created by this start; at least one hour.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Where the service says what went wrong and what to beware of; null writes warnings and errors to standard error.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Time source of everything the service does: event times, timers, timeouts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock jumps to the next timer whenever nothing else is left to do, once a caller has unlocked it
    /// (<c>temporal.api.testservice.v1.TestService</c>). For tests of workflows that wait for days; in memory only, and closed runs
    /// are kept until the service stops.
    /// </summary>
    public bool TimeSkipping { get; init; }

    /// <summary>
    /// Requests a second that the callers of one namespace may send, polls included; more are refused with RESOURCE_EXHAUSTED and the
    /// cause RPS_LIMIT, and clients try again. Null, the default, refuses none: the development server of Temporal allows 2,400,
    /// which is more than it can answer.
    /// </summary>
    public int? RequestsPerSecond { get; init; }
}
