using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Providers.Intents;

/// <summary>
/// Remembers on disk, before anything is sent, that an attempt is about to be sent: one small file an attempt, replaced in one
/// step and flushed. It is the second lock against paying twice; the first is that a purchase is never retried by itself.
/// </summary>
public sealed class IntentLedger
{
    private readonly string folder;

    /// <summary>Opens or creates the ledger.</summary>
    public IntentLedger(string folder) => this.folder = Directory.CreateDirectory(folder).FullName;

    internal Intent? Read(string attemptId)
    {
        var path = Address(attemptId);
        return File.Exists(path) ? JsonSerializer.Deserialize<Intent>(File.ReadAllText(path)) : null;
    }

    internal void Write(Intent intent)
    {
        var path = Address(intent.AttemptId);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(fresh, FileMode.CreateNew))
        {
            JsonSerializer.Serialize(stream, intent);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Request ids that belong to other attempts, so that a lost one is not mistaken for them.</summary>
    internal IReadOnlySet<string> OtherJobs(string attemptId) => Directory.EnumerateFiles(folder, "*.json")
        .Select(path => JsonSerializer.Deserialize<Intent>(File.ReadAllText(path)))
        .Where(intent => intent?.Job is not null && intent.AttemptId != attemptId)
        .Select(intent => intent!.Job!.RequestId)
        .ToHashSet();

    private string Address(string attemptId) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(attemptId)))[..32] + ".json");
}
