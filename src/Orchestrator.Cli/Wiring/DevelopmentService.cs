using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Orchestrator.Cli.Wiring;

/// <summary>The development service as <c>temporal-dev.yaml</c> describes it.</summary>
internal sealed class DevelopmentService
{
    private const string FileName = "temporal-dev.yaml";

    /// <summary><c>auto</c> and <c>embedded</c> run inside this process; <c>temporal</c> starts the Temporal command found on PATH.</summary>
    public string Server { get; set; } = "auto";

    /// <summary>IP address to listen on.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Namespace of the films.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>Task queues that workers of this project poll.</summary>
    public IList<string> TaskQueues { get; set; } = ["orchestrator"];

    /// <summary>Search attributes to register: name to type.</summary>
    public Dictionary<string, string> SearchAttributes { get; set; } = [];

    /// <summary>Days for which a finished film's history is kept.</summary>
    public int RetentionDays { get; set; } = 30;

    /// <summary>Requests a second that callers of the embedded service may send; null for any number.</summary>
    public int? RequestsPerSecond { get; set; }

    /// <summary>The SQLite file, relative to the home folder; null keeps everything in memory.</summary>
    public string? Database { get; set; } = "temporal.db";

    /// <summary>The clock skips what workflows wait for. Only the command line asks for it: films wait for real things.</summary>
    [YamlIgnore]
    public bool TimeSkipping { get; set; }

    /// <summary>Reads the caller's own file, or the one that came with the program.</summary>
    /// <exception cref="CommandException">The file is not what it should be.</exception>
    public static DevelopmentService Load(Caller caller)
    {
        var own = Path.Combine(caller.Directory, FileName);
        var path = File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, FileName);
        if (!File.Exists(path))
            return new DevelopmentService();
        try
        {
            var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
            var service = reader.Deserialize<DevelopmentService?>(File.ReadAllText(path)) ?? new DevelopmentService();
            return service.Server is "auto" or "embedded" or "temporal"
                ? service
                : throw new CommandException($"{path}: server is `{service.Server}`.", "Use auto, embedded or temporal.", ExitCode.Usage);
        }
        catch (YamlException exception)
        {
            throw new CommandException(
                $"{path}, line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}",
                "Correct the line, or delete the file to use the defaults.",
                ExitCode.Usage,
                exception);
        }
    }
}
