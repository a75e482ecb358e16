namespace Orchestrator.Cli.Wiring;

/// <summary>
/// The folder where the product keeps what outlives a process: <c>.orchestrator</c> under the current directory, or the folder
/// that ORCHESTRATOR_HOME names.
/// </summary>
internal sealed class ProductHome
{
    private readonly Caller? caller;

    internal ProductHome(string root, Caller? caller = null) => (Root, this.caller) = (root, caller);

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>Where media and records are, when not here.</summary>
    /// <exception cref="CommandException">The settings are not what they should be.</exception>
    public StorageSettings Storage => caller is null ? StorageSettings.InHome : StorageSettings.Of(caller);

    /// <summary>Media by content; of media in a bucket, the copies that are in use.</summary>
    public string Assets => Path.Combine(Root, "assets");

    /// <summary>Histories of the embedded service.</summary>
    public string Database => Path.Combine(Root, "temporal.db");

    /// <summary>The Backlot's journal and media.</summary>
    public string Backlot => Path.Combine(Root, "backlot");

    /// <summary>Index of clips and films that were rendered already.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>What is about to be bought, written before it is bought.</summary>
    public string Intents => Path.Combine(Root, "intents");

    /// <summary>How the takes of each model were judged. What the Backlot makes says nothing of the real models, so it is kept apart.</summary>
    public string Chances(bool practice) => Path.Combine(Root, practice ? "chances-practice.db" : "chances.db");

    /// <summary>What happened, in detail.</summary>
    public string Log => Path.Combine(Root, "logs", "orchestrator.log");

    /// <summary>Held by the process that serves this home.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>Where the process that serves this home can be reached.</summary>
    public string Running => Path.Combine(Root, "running.json");

    /// <summary>Where the caller's home is; nothing is created.</summary>
    public static ProductHome Of(Caller caller) => new(caller.Path(caller.Variable("ORCHESTRATOR_HOME") ?? ".orchestrator"), caller);

    /// <summary>The caller's home, created when missing.</summary>
    /// <exception cref="CommandException">It cannot be created or written.</exception>
    public static ProductHome Open(Caller caller)
    {
        var home = Of(caller);
        try
        {
            Directory.CreateDirectory(home.Root);
            var probe = Path.Combine(home.Root, $"probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "writable");
            File.Delete(probe);
            return home;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Problems.DiskIsFull(exception))
                throw;
            throw new CommandException(
                $"The home folder {home.Root} cannot be written: {exception.Message}",
                "Run in a folder that you may write to, or set ORCHESTRATOR_HOME to one.",
                ExitCode.Failed,
                exception);
        }
    }
}
