namespace Temporalio.Common.EnvConfig;

/// <summary>A table of a TOML document. Values are strings, flags, numbers (as text) and tables.</summary>
internal sealed class TomlTable
{
    public Dictionary<string, object> Entries { get; } = [];

    /// <exception cref="FormatException">The entry is something else.</exception>
    public string? GetString(string name) => Get<string>(name, "a string");

    /// <exception cref="FormatException">The entry is something else.</exception>
    public TomlTable? GetTable(string name) => Get<TomlTable>(name, "a table");

    /// <exception cref="FormatException">The entry is something else.</exception>
    public bool? GetFlag(string name) =>
        Entries.TryGetValue(name, out var value) ? value as bool? ?? throw new FormatException($"{name} must be true or false") : null;

    private T? Get<T>(string name, string what)
        where T : class =>
        Entries.TryGetValue(name, out var value) ? value as T ?? throw new FormatException($"{name} must be {what}") : null;
}
