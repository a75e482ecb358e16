using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orchestrator.Media;
using Temporalio.DevServer;

namespace Orchestrator.Cli.Wiring;

/// <summary>Looks at everything that a film needs, and changes nothing but what it takes back.</summary>
internal sealed class Examination(HouseOrder order)
{
    private const long EnoughBytes = 2L << 30;
    private const string Install = "Debian and Ubuntu: sudo apt-get install ffmpeg fonts-dejavu-core";
    private static readonly string[] Encoders = ["libx264", "aac"];
    private readonly Ffmpeg ffmpeg = new(new FfmpegOptions());

    /// <summary>Looks at one thing after the other.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new Finding(Health.Good, "system", $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        yield return await ToolAsync("ffmpeg", cancellationToken);
        yield return await ToolAsync("ffprobe", cancellationToken);
        yield return await EncodersAsync(cancellationToken);
        var (writable, home) = Home();
        yield return home;
        yield return Disk();
        if (writable && order.Named is null)
            yield return await DatabaseAsync(cancellationToken);
        yield return await ServiceAsync();
        foreach (var key in Keys())
            yield return key;
        foreach (var account in await AccountsAsync(cancellationToken))
            yield return account;
    }

    private async Task<Finding> ToolAsync(string tool, CancellationToken cancellationToken)
    {
        try
        {
            var said = "";
            if (tool == "ffprobe")
                said = await ffmpeg.ProbeAsync(["-version"], cancellationToken);
            else
                await ffmpeg.ReadAsync(["-version"], async stream => said = await new StreamReader(stream).ReadToEndAsync(cancellationToken), cancellationToken);
            var version = said.Split(' ', 4) is [_, _, var number, ..] ? number : said.Trim();
            return new Finding(Health.Good, tool, version);
        }
        catch (MediaException exception)
        {
            return new Finding(Health.Bad, tool, exception.ToolMissing ? "not found" : exception.Message, Install);
        }
    }

    private async Task<Finding> EncodersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var said = "";
            await ffmpeg.ReadAsync(["-v", "error", "-encoders"], async stream => said = await new StreamReader(stream).ReadToEndAsync(cancellationToken), cancellationToken);
            string[] missing = [.. Encoders.Where(encoder => !said.Contains($" {encoder} ", StringComparison.Ordinal))];
            return missing.Length == 0
                ? new Finding(Health.Good, "encoders", "libx264, aac")
                : new Finding(Health.Bad, "encoders", $"ffmpeg lacks {string.Join(" and ", missing)}", $"Install an ffmpeg that has them ({Install}).");
        }
        catch (MediaException exception)
        {
            return new Finding(Health.Bad, "encoders", exception.ToolMissing ? "unknown without ffmpeg" : exception.Message, Install);
        }
    }

    private (bool Writable, Finding Finding) Home()
    {
        try
        {
            var home = ProductHome.Open(order.Caller);
            return (true, new Finding(Health.Good, "home", home.Root));
        }
        catch (Exception exception) when (exception is CommandException or IOException)
        {
            var remedy = exception is CommandException command ? command.Remedy : "Free some space on that disk.";
            return (false, new Finding(Health.Bad, "home", exception.Message, remedy));
        }
    }

    private Finding Disk()
    {
        var folder = order.Home.Root;
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var seen = $"{free / (double)(1L << 30):0.0} GiB free";
        return free >= EnoughBytes
            ? new Finding(Health.Good, "disk", seen)
            : new Finding(Health.Note, "disk", seen, "A one-minute film with its takes wants about 2 GiB: free some space or set ORCHESTRATOR_HOME to another disk.");
    }

    private async Task<Finding> DatabaseAsync(CancellationToken cancellationToken)
    {
        using var held = HomeLock.TryTake(order.Home);
        if (held is null)
            return new Finding(Health.Good, "database", $"in use by process {RunningHouse.Read(order.Home)?.ProcessId}");
        try
        {
            var server = await DevelopmentServer.StartAsync(DevelopmentService.Load(order.Caller), order.Home, cancellationToken);
            await server.StopAsync();
            return new Finding(Health.Good, "database", order.Home.Database);
        }
        catch (DevServiceException exception)
        {
            return new Finding(Health.Bad, "database", exception.Message, exception.Remedy);
        }
        catch (CommandException exception)
        {
            return new Finding(Health.Bad, "database", exception.Message, exception.Remedy);
        }
    }

    private async Task<Finding> ServiceAsync()
    {
        if (order.Named is not { } named)
            return new Finding(Health.Good, "temporal", "inside the command (TEMPORAL_ADDRESS is not set)");
        try
        {
            await Connection.OpenAsync(named);
            return new Finding(Health.Good, "temporal", $"{named.TargetHost}, namespace {named.Namespace}");
        }
        catch (CommandException exception)
        {
            return new Finding(Health.Bad, "temporal", exception.Message, exception.Remedy);
        }
    }

    private async Task<IReadOnlyList<Finding>> AccountsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await House.FindAsync(order, cancellationToken) is not { } client)
                return [];
            var now = DateTime.UtcNow;
            var states = await AccountStates.ReadAsync(client, ProviderSettings.Of(order.Caller).Accounts.Providers.Order(StringComparer.Ordinal), cancellationToken);
            return [.. states.Select(state => AccountStates.IsTroubled(state, now)
                ? new Finding(Health.Note, state.Limits.Provider, AccountStates.Words(state, now), "Films wait, or go to other models that can make their shots; it is tried again by itself.")
                : new Finding(Health.Good, state.Limits.Provider, AccountStates.Words(state, now)))];
        }
        catch (CommandException)
        {
            // That the service cannot be reached is told above.
            return [];
        }
    }

    private IEnumerable<Finding> Keys()
    {
        var providers = ProviderSettings.Of(order.Caller);
        if (providers.Practice)
            yield return new Finding(Health.Note, "keys", "none: films are rendered by the Backlot, for play money", "For real models set the key of a provider, such as FAL_KEY.");
        else
            yield return new Finding(Health.Good, "keys", $"{providers.OpenWords} set: films are bought with real money");
        if (providers.Backlot is null && Account.LacksBucket(order.Caller))
            yield return new Finding(Health.Note, "vertex", "not used: GOOGLE_CLOUD_PROJECT is set, and no bucket for its clips", "Name one in ORCHESTRATOR_VERTEX_BUCKET to film with Vertex too.");
    }
}
