using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Files that only their account may see: a request says so of what it makes, and an address that is signed for a while opens them.</summary>
internal sealed class FalPrivateFiles(JournalStore journal, TimeProvider clock)
{
    private const string Kind = "fal private file";
    private const string NoFile = "url should be the full URL of a file, without query parameters";
    private const int LongestSeconds = 7 * 24 * 3600;

    private static readonly byte[] Secret = "the backlot signs these"u8.ToArray();

    /// <summary>Keeps what a job makes to its account, where its request asks for that.</summary>
    public void Take(string preference, Job job)
    {
        if (AccessOf(preference) is "forbid" or "hide")
            journal.Keep(Kind, job.RequestId, new Mark());
    }

    /// <summary>Whether whoever asks may see a file: one that is nobody's secret, or by an address that is still signed for it.</summary>
    public bool IsOpen(HttpRequest request, string id)
    {
        if (!IsPrivate(id))
            return true;
        return request.Query["identity"].ToString().Split('.') is [var until, var signature]
            && long.TryParse(until, out var seconds) && clock.GetUtcNow().ToUnixTimeSeconds() < seconds
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(id, seconds)));
    }

    /// <summary>Who may see a file: <c>GET v1/storage/files/acl?url=…</c>.</summary>
    public IResult Access(string? url) => FileOf(url) is { } id
        ? Results.Json(new { @default = IsPrivate(id) ? "forbid" : "allow", rules = Array.Empty<object>() })
        : Bad(NoFile);

    /// <summary>Signs an address: <c>POST v1/storage/files/sign?url=…</c>.</summary>
    public async Task<IResult> SignAsync(HttpContext http)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        var address = http.Request.Query["url"].ToString();
        if (VendorDesk.Number(body, "expiration_seconds") is not (>= 1 and <= LongestSeconds and var seconds))
            return Bad($"expiration_seconds should be between 1 and {LongestSeconds}");
        if (FileOf(address) is not { } id)
            return Bad(NoFile);
        var until = clock.GetUtcNow().ToUnixTimeSeconds() + (long)seconds;
        return Results.Json(new { signed_url = $"{address}?identity={until}.{Sign(id, until)}" });
    }

    private bool IsPrivate(string id) => journal.Kept<Mark>(Kind, Path.GetFileNameWithoutExtension(id)) is not null;

    private static string? FileOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var file) && file.Query.Length == 0 && file.Segments is [_, "files/", var id] ? id : null;

    private static string Sign(string id, long until) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{id}\n{until}")));

    private static string AccessOf(string preference)
    {
        try
        {
            return preference.Length == 0 ? "" : VendorDesk.Text(JsonNode.Parse(preference)?["initial_acl"], "default");
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static IResult Bad(string message) => Results.Json(new { error = new { type = "validation_error", message } }, statusCode: 400);

    private sealed record Mark;
}
