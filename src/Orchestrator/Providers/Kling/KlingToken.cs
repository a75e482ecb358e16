using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Providers.Kling;

/// <summary>The token of one call: a JWT by HS256 that is valid for half an hour.</summary>
internal static class KlingToken
{
    private const int Lifetime = 1800;

    // Clocks differ a little.
    private const int Slack = 5;

    public static string Of(KlingOptions options, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var head = Part(new { alg = "HS256", typ = "JWT" });
        var claims = Part(new { iss = options.AccessKey, exp = seconds + Lifetime, nbf = seconds - Slack });
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.SecretKey), Encoding.ASCII.GetBytes($"{head}.{claims}"));
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
