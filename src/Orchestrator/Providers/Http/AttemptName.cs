using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Providers.Http;

/// <summary>An attempt's id as providers take it: 32 hexadecimal digits, always the same for the same attempt.</summary>
internal static class AttemptName
{
    public static string Of(string attemptId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(attemptId)))[..32];
}
