using Microsoft.AspNetCore.Http;

namespace Temporalio.DevServer.Grpc;

/// <summary>What a handler may know about its call besides the request message.</summary>
internal sealed class CallContext(IHeaderDictionary headers, TimeSpan? timeout, CancellationToken aborted, CancellationToken stopping)
{
    private readonly long arrived = Environment.TickCount64;

    /// <summary>Time the caller gave the whole call; null means no limit.</summary>
    public TimeSpan? Timeout { get; } = timeout;

    /// <summary>Ends when the caller has gone away.</summary>
    public CancellationToken Aborted { get; } = aborted;

    /// <summary>Ends when the service stops; long polls then answer at once.</summary>
    public CancellationToken Stopping { get; } = stopping;

    public string Header(string name) => headers[name].ToString();

    /// <summary>The time left, less a margin in which the answer can travel, at most <paramref name="limit"/>.</summary>
    public TimeSpan WaitTime(TimeSpan limit, TimeSpan margin)
    {
        if (Timeout is not { } timeout) return limit;
        var left = timeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - arrived) - margin;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit;
    }

    /// <summary>The official command line and web pages do not want to see workflow tasks that are not in the history yet.</summary>
    public bool ShowsUnwrittenTasks => Header("client-name") is not ("temporal-cli" or "temporal-ui");
}
