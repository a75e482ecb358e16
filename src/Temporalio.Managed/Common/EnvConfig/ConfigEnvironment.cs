using System.Collections;

namespace Temporalio.Common.EnvConfig;

/// <summary>The environment variables in use: the process's or those given instead.</summary>
internal sealed class ConfigEnvironment(IReadOnlyDictionary<string, string>? instead)
{
    private readonly IReadOnlyDictionary<string, string> variables = instead ??
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? string.Empty);

    /// <summary>Gets a variable; an empty one counts as absent.</summary>
    public string? Get(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool? GetFlag(string name)
    {
        return Get(name)?.ToLowerInvariant() switch
        {
            null => null,
            "1" or "true" => true,
            "0" or "false" => false,
            var other => throw new InvalidOperationException($"Environment variable {name} must be true or false, got {other}"),
        };
    }

    /// <summary>Gets bytes from the variable ending in _DATA or the file named by the one ending in _PATH.</summary>
    public DataSource? GetSource(string prefix)
    {
        var data = Get(prefix + "_DATA");
        var path = Get(prefix + "_PATH");
        if (data != null && path != null)
            throw new InvalidOperationException($"Environment variables {prefix}_DATA and {prefix}_PATH exclude each other");
        if (data != null)
            return DataSource.FromUTF8String(data);
        return path == null ? null : DataSource.FromPath(path);
    }

    public IEnumerable<KeyValuePair<string, string>> StartingWith(string prefix) =>
        variables.Where(v => v.Key.StartsWith(prefix, StringComparison.Ordinal) && v.Key.Length > prefix.Length);
}
