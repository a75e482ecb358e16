namespace Orchestrator.Backlot.Contracts;

/// <summary>Lets a call in only with `Authorization: Key …`.</summary>
internal sealed class FalDoor(BacklotOptions options)
{
    public async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        var key = header.StartsWith("Key ", StringComparison.Ordinal) ? header[4..].Trim() : "";
        if (key.Length == 0)
            return Results.Json(new { detail = "Authentication is required to access this application. Send \"Authorization: Key <FAL_KEY>\"." }, statusCode: 401);
        if (options.Keys.Count > 0 && !options.Keys.Contains(key))
            return Results.Json(new { detail = "No user found for Key ID and Secret" }, statusCode: 401);
        return await next(context);
    }
}
