using System.Globalization;

namespace Orchestrator.Backlot.Contracts;

/// <summary>OpenAI's account of its limits, told with every answer; nobody is turned away by it.</summary>
internal sealed class RateHeaders(TimeProvider clock)
{
    private const int Requests = 500;
    private const int Tokens = 200_000;
    private const int BytesPerToken = 4;
    private readonly MinuteQuota requests = new(Requests);
    private readonly MinuteQuota tokens = new(Tokens / Block);

    // Tokens are counted by the thousand.
    private const int Block = 1000;

    /// <summary>Adds the headers to what is paid for.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        if (HttpMethods.IsPost(http.Request.Method) && (path.StartsWithSegments("/openai/v1") || path.StartsWithSegments("/azure/openai")))
            Tell(http, clock.GetUtcNow());
        return next(http);
    }

    private void Tell(HttpContext http, DateTimeOffset now)
    {
        requests.Admits("", now);
        var blocks = 1 + ((http.Request.ContentLength ?? 0) / BytesPerToken / Block);
        while (blocks > 0 && tokens.Admits("", now))
            blocks--;
        var ((left, until), (leftTokens, untilTokens)) = (requests.Rest("", now), tokens.Rest("", now));
        var headers = http.Response.Headers;
        headers["x-ratelimit-limit-requests"] = Text(Requests);
        headers["x-ratelimit-remaining-requests"] = Text(left);
        headers["x-ratelimit-reset-requests"] = Text(until);
        headers["x-ratelimit-limit-tokens"] = Text(Tokens);
        headers["x-ratelimit-remaining-tokens"] = Text(leftTokens * Block);
        headers["x-ratelimit-reset-tokens"] = Text(untilTokens);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // As in "1.2s".
    private static string Text(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
