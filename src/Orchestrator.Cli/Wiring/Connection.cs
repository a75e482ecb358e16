using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace Orchestrator.Cli.Wiring;

/// <summary>How to reach a Temporal service, read as every official SDK reads it: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_…</summary>
internal static class Connection
{
    private const string ApiKey = "TEMPORAL_API_KEY";

    /// <summary>The service that the caller named, or null when this process should serve itself.</summary>
    /// <param name="caller">Its environment.</param>
    /// <param name="address">HOST:PORT given on the command line, which wins.</param>
    /// <param name="namespaceName">Namespace given on the command line, which wins.</param>
    public static TemporalClientConnectOptions? Named(Caller caller, string? address, string? namespaceName)
    {
        // The shared configuration file counts only where it is asked for by name: a first film must not end up on somebody's cluster.
        var askedForFile = caller.Variable("TEMPORAL_CONFIG_FILE") is not null || caller.Variable("TEMPORAL_PROFILE") is not null;
        if (address is null && caller.Variable("TEMPORAL_ADDRESS") is null && !askedForFile)
            return null;

        var options = Load(caller, askedForFile);
        if (caller.Variable(ApiKey) is { } key)
            options.ApiKey = new Secrets().Reveal(ApiKey, key);
        if (address is not null)
            options.TargetHost = address;
        if (namespaceName is not null)
            options.Namespace = namespaceName;
        return options;
    }

    /// <summary>Connects.</summary>
    /// <exception cref="CommandException">The service cannot be reached.</exception>
    public static async Task<TemporalClient> OpenAsync(TemporalClientConnectOptions options)
    {
        try
        {
            return await TemporalClient.ConnectAsync(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Temporalio.Exceptions.RpcException or HttpRequestException)
        {
            throw new CommandException(
                $"The Temporal service at {options.TargetHost} cannot be reached: {exception.Message}",
                "Check --address or TEMPORAL_ADDRESS (and TEMPORAL_TLS_…, TEMPORAL_API_KEY), or leave them out to let this command serve itself.",
                ExitCode.Failed,
                exception);
        }
    }

    private static TemporalClientConnectOptions Load(Caller caller, bool file)
    {
        try
        {
            return ClientEnvConfig.LoadClientConnectOptions(new() { DisableFile = !file, OverrideEnvVars = caller.Environment });
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException or IOException)
        {
            throw new CommandException(
                $"The connection settings cannot be read: {exception.Message}",
                "Check the TEMPORAL_ variables.",
                ExitCode.Usage,
                exception);
        }
    }
}
