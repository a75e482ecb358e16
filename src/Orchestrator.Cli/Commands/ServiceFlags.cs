using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary>What <c>dev --service-only</c> can be told about the service beyond its port.</summary>
internal sealed class ServiceFlags
{
    private readonly Option<string?> database = new("--db") { Description = "SQLite file of the service. Default: temporal.db in the home folder.", HelpName = "FILE" };
    private readonly Option<string?> address = new("--ip") { Description = "Address that the service listens on. Default: 127.0.0.1; any other one is open to whoever reaches it.", HelpName = "ADDRESS" };
    private readonly Option<bool> inMemory = new("--in-memory") { Description = "The service keeps nothing on disk." };
    private readonly Option<bool> timeSkipping = new("--time-skipping") { Description = "The service's clock skips what workflows wait for, for tests; nothing is kept on disk." };

    /// <summary>Makes the command understand them.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(database);
        command.Options.Add(address);
        command.Options.Add(inMemory);
        command.Options.Add(timeSkipping);
    }

    /// <summary>What is wrong with them, said to the parser.</summary>
    public void Check(CommandResult result, bool isServiceAlone)
    {
        var keepsNothing = result.GetValue(inMemory) || result.GetValue(timeSkipping);
        if (!isServiceAlone && (keepsNothing || result.GetValue(database) is not null || result.GetValue(address) is not null))
            result.AddError("--db, --ip, --in-memory and --time-skipping go with --service-only.");
        if (keepsNothing && result.GetValue(database) is not null)
            result.AddError("--db names a file; --in-memory and --time-skipping keep nothing.");
        if (result.GetValue(address) is { } text && !IPAddress.TryParse(text, out _))
            result.AddError($"--ip is an IP address, not `{text}`.");
    }

    /// <summary>Puts what was said over what <c>temporal-dev.yaml</c> says.</summary>
    public void Apply(ParseResult parsed, Caller caller, DevelopmentService settings)
    {
        settings.Address = parsed.GetValue(address) ?? settings.Address;
        settings.TimeSkipping = parsed.GetValue(timeSkipping);
        if (parsed.GetValue(database) is { } file)
            settings.Database = caller.Path(file);
        if (parsed.GetValue(inMemory) || settings.TimeSkipping)
            settings.Database = null;
    }
}
