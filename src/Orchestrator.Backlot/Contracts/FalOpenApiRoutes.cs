namespace Orchestrator.Backlot.Contracts;

/// <summary>fal's public pages, as far as programs read them: what an endpoint takes, as an OpenAPI document. No key is asked for.</summary>
internal static class FalOpenApiRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/fal-pages/api/openapi/queue/openapi.json", (Delegate)Document);

    private static IResult Document(string? endpoint_id) => (endpoint_id ?? "") switch
    {
        "" => Results.Json(new { error = "endpoint_id is required" }, statusCode: 400),
        var id when FalEndpoints.Find(id) is { } endpoint => Results.Text(FalOpenApi.Of(endpoint).ToJsonString(), "application/json"),
        var id => Results.Json(new { error = $"Endpoint not found: {id}" }, statusCode: 404),
    };
}
