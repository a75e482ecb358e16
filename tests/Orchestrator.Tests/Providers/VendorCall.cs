using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Orchestrator.Tests.Providers;

/// <summary>One call to a provider.</summary>
internal sealed record VendorCall(HttpMethod Method, Uri Address, HttpRequestHeaders Headers, string Text)
{
    private const int LongestShown = 200;

    public JsonObject Body => JsonNode.Parse(Text)!.AsObject();

    public string? Authorization => Headers.Authorization?.ToString();

    /// <summary>The key that it carries, whichever way.</summary>
    public string Key => Authorization ?? Header("x-goog-api-key") ?? "";

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;

    /// <summary>Verb, address and, where it is short, body.</summary>
    public override string ToString() => $"{Method} {Address.AbsoluteUri}{(Text.Length is 0 or > LongestShown ? "" : $" {Text}")}";
}
