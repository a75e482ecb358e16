using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What clients put into a bucket to name it in a request, instead of sending it along.</summary>
internal sealed class BucketInputs(VendorDesk desk)
{
    private static readonly string[] Media = ["image", "lastFrame", "video"];

    /// <summary>Takes an object as it comes; where there is to be none of its name yet, the first one stays.</summary>
    public async Task PutAsync(HttpContext http, string bucket, string? name, string? uploadType, long? ifGenerationMatch)
    {
        if (!desk.Admits(VendorDesk.Bearer(http)))
            await GoogleAnswers.ErrorAsync(http, 401, "Invalid Credentials");
        else if (uploadType != "media" || string.IsNullOrEmpty(name))
            await GoogleAnswers.ErrorAsync(http, 400, "uploadType should be media, and the object should have a name.");
        else if (ifGenerationMatch == 0 && desk.Bytes(IdOf($"gs://{bucket}/{name}")) is not null)
            await GoogleAnswers.ErrorAsync(http, 412, "At least one of the pre-conditions you specified did not hold.");
        else
        {
            await desk.StoreAsync(http, IdOf($"gs://{bucket}/{name}"));
            await VendorDesk.AnswerAsync(http, 200, new { kind = "storage#object", bucket, name, contentType = http.Request.ContentType });
        }
    }

    /// <summary>Reads what an instance names in a bucket as if it had been sent along.</summary>
    public void Open(JsonNode? instance)
    {
        var parts = Media.Select(field => (instance as JsonObject)?[field]).Concat((instance?["referenceImages"] as JsonArray ?? []).Select(reference => reference?["image"]));
        foreach (var part in parts.OfType<JsonObject>())
        {
            if (VendorDesk.Text(part, "gcsUri") is { Length: > 0 } uri && desk.Bytes(IdOf(uri)) is { } bytes)
                part["bytesBase64Encoded"] = Convert.ToBase64String(bytes);
        }
    }

    private static string IdOf(string uri) => $"bucket-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uri)))}";
}
