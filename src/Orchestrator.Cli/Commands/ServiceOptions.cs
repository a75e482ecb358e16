using System.CommandLine;
using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary>The options that say which Temporal service is meant.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<string?> address = new("--address")
    {
        Description = "Temporal service to use. Default: TEMPORAL_ADDRESS, or one inside this process.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> namespaceName = new("--namespace")
    {
        Description = "Namespace of the films. Default: TEMPORAL_NAMESPACE, or the one of temporal-dev.yaml.",
        HelpName = "NAME",
    };

    /// <summary>Adds them to a command.</summary>
    public static ServiceOptions AddTo(Command command)
    {
        var options = new ServiceOptions();
        command.Options.Add(options.address);
        command.Options.Add(options.namespaceName);
        return options;
    }

    /// <summary>What a command needs around it, for a home that may not exist yet.</summary>
    public HouseOrder Order(ParseResult parsed, Caller caller, ProductHome home)
    {
        var name = parsed.GetValue(namespaceName);
        return new HouseOrder(caller, home, Connection.Named(caller, parsed.GetValue(address), name), name ?? caller.Variable("TEMPORAL_NAMESPACE"));
    }
}
