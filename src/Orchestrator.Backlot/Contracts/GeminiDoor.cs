using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What all of the Gemini API shares: its key, and addresses of files.</summary>
internal sealed class GeminiDoor(VendorDesk desk)
{
    /// <summary>Whether a call came by Vertex, where a token opens the door and files lie in buckets.</summary>
    public static bool IsVertex(HttpContext http) => http.Request.Path.StartsWithSegments("/vertex");

    /// <summary>Whether a call brings a key; a bad one is a 400 here, not a 401, and the answer is given.</summary>
    public async Task<bool> AdmitsAsync(HttpContext http)
    {
        if (IsVertex(http) ? desk.Admits(VendorDesk.Bearer(http)) : Admits(http))
            return true;
        if (IsVertex(http))
            await GoogleAnswers.ErrorAsync(http, 401, "Request had invalid authentication credentials.");
        else
            await GoogleAnswers.ErrorAsync(http, 400, "API key not valid. Please pass a valid API key.");
        return false;
    }

    /// <summary>The key may come as a header or in the address.</summary>
    public bool Admits(HttpContext http) => desk.Admits(KeyOf(http));

    /// <summary>Whose call it is: a digest of its key.</summary>
    public static string OwnerOf(HttpContext http) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(http))))[..16];

    // On Vertex tokens come and go; the project stays.
    private static string KeyOf(HttpContext http)
        => IsVertex(http) ? $"project {http.Request.RouteValues["project"]}"
        : http.Request.Headers["x-goog-api-key"].ToString() is { Length: > 0 } header ? header : http.Request.Query["key"].ToString();

    /// <summary>Where a clip can be fetched with the key.</summary>
    public static string FileAddress(HttpContext http, Job job) => $"{VendorDesk.Host(http)}/gemini/v1beta/files/{job.RequestId}:download?alt=media";

    /// <summary>The addresses that a request names for itself; null for none.</summary>
    public static IReadOnlyList<string>? HooksOf(JsonNode? config, string field)
        => config?[field] is JsonArray { Count: > 0 } list ? [.. list.Select(item => item?.ToString() ?? "").Where(item => Uri.TryCreate(item, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")] : null;
}
