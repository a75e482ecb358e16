using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli;

/// <summary>Who called the command, from where, and with which environment.</summary>
/// <param name="Directory">The caller's current directory: films and the home folder go under it.</param>
/// <param name="Environment">Environment variables; an empty value counts as absent.</param>
/// <param name="Terminal">Where the caller reads.</param>
internal sealed record Caller(string Directory, IReadOnlyDictionary<string, string> Environment, Terminal Terminal)
{
    /// <summary>The calling process.</summary>
    public static Caller OfThisProcess()
    {
        var environment = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Where(entry => entry.Value is string { Length: > 0 })
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        return new Caller(System.IO.Directory.GetCurrentDirectory(), environment, Terminal.OfThisProcess(environment));
    }

    /// <summary>A variable's value, or null when it is absent or empty.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name) ?? SecretVariables.FromFile(this, name);

    /// <summary>A path as the caller means it: relative to the caller's directory.</summary>
    public string Path(string path) => System.IO.Path.GetFullPath(path, Directory);

    /// <summary>A path as the caller would write it: relative when it lies under the caller's directory.</summary>
    public string Shorten(string path)
    {
        var relative = System.IO.Path.GetRelativePath(Directory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
