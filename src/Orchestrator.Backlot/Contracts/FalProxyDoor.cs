namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// fal's proxy contract: a call to one address with the address it was meant for in `x-fal-target-url`. It is served as if it had
/// been made to the Backlot's place of that host.
/// </summary>
internal static class FalProxyDoor
{
    private const string Target = "x-fal-target-url";

    public static Task Rewrite(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path != "/fal-proxy")
            return next(http);
        if (!Uri.TryCreate(http.Request.Headers[Target], UriKind.Absolute, out var target) || PlaceOf(target.Host) is not { } place)
        {
            http.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return http.Response.WriteAsJsonAsync(new { detail = $"{Target} should be an address of fal" }, http.RequestAborted);
        }

        http.Request.Path = place + target.AbsolutePath;
        http.Request.QueryString = new QueryString(target.Query);
        // What stands before a proxy does not hold the key; the proxy adds its own.
        if (http.Request.Headers.Authorization.Count == 0)
            http.Request.Headers.Authorization = "Key proxied";
        return next(http);
    }

    private static string? PlaceOf(string host) => host switch
    {
        "queue.fal.run" => "/fal",
        "fal.run" => "/fal-run",
        "rest.fal.ai" or "rest.alpha.fal.ai" => "/fal-rest",
        "api.fal.ai" => "/fal-platform",
        _ => null,
    };
}
