using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Assembly;

/// <summary>Names a piece of work by everything that its result depends on, so that equal work is done once.</summary>
internal static class ContentKey
{
    /// <summary>Hash of the parts, in order. The first names the kind of work and the version of the code that does it.</summary>
    public static string Of(string kind, params IEnumerable<object?> parts)
    {
        // Length before text: no two lists of parts can read the same.
        var text = new StringBuilder();
        foreach (var part in parts.Prepend(kind).Select(part => part?.ToString() ?? "∅"))
            text.Append(part.Length).Append(':').Append(part).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
