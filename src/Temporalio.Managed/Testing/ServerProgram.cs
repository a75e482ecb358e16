using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>A program that serves, and its arguments.</summary>
/// <param name="Path">The program; a <c>.dll</c> is run by <c>dotnet</c>.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Address">Where it will listen.</param>
/// <param name="IsDevService">Whether it is the development service, which ends with its standard input.</param>
internal sealed record ServerProgram(string Path, IReadOnlyList<string> Arguments, string Address, bool IsDevService)
{
    private const string DevServiceName = "Temporalio.DevServer.Host";
    private const string DevServiceVariable = "TEMPORALIO_DEV_SERVER";
    private const string CliVariable = "TEMPORAL_CLI";

    /// <exception cref="FileNotFoundException">No program was found.</exception>
    /// <exception cref="NotSupportedException">It cannot do what the options ask for.</exception>
    public static ServerProgram ForLocal(WorkflowEnvironmentStartLocalOptions options)
    {
        var server = options.DevServerOptions;
        RequireNoDownload(server.DownloadVersion);
        var path = Find(server.ExistingPath, [.. DevServicePlaces(), .. CliPlaces()])
            ?? throw NotFound(
                $"a Temporal service for local tests. Put the temporal program on the path, name it in {CliVariable} or in "
                + $"DevServerOptions.ExistingPath, or name the development service ({DevServiceName}) in {DevServiceVariable}");
        var (address, host, port) = AddressFor(options);
        if (!IsDevServiceName(path))
            return new(path, CliArguments(options, host, port), address, false);
        if (options.UI)
            throw new NotSupportedException("The development service has no user interface: set DevServerOptions.ExistingPath to the temporal program");
        return new(path, [server.DatabaseFilename ?? ":memory:", Text(port), .. server.ExtraArgs ?? []], address, true);
    }

    /// <inheritdoc cref="ForLocal"/>
    public static ServerProgram ForTimeSkipping(WorkflowEnvironmentStartTimeSkippingOptions options)
    {
        var server = options.TestServer;
        RequireNoDownload(server.DownloadVersion);
        var path = Find(server.ExistingPath, DevServicePlaces())
            ?? throw NotFound(
                $"a Temporal service that can skip time. Name the development service ({DevServiceName}) in {DevServiceVariable}, put "
                + "it beside the tests, or name Temporal's test server in TestServerOptions.ExistingPath");
        var (address, _, port) = AddressFor(options);
        return IsDevServiceName(path)
            ? new(path, [":memory:", Text(port), "--time-skipping", .. server.ExtraArgs ?? []], address, true)
            : new(path, [Text(port), "--enable-time-skipping", .. server.ExtraArgs ?? []], address, false);
    }

    private static List<string> CliArguments(WorkflowEnvironmentStartLocalOptions options, string host, int port)
    {
        var server = options.DevServerOptions;
        List<string> arguments =
        [
            "server", "start-dev", "--ip", host, "--port", Text(port), "--namespace", options.Namespace,
            "--log-level", server.LogLevel, "--log-format", server.LogFormat,
        ];
        if (!options.UI)
            arguments.Add("--headless");
        else if (options.UIPort > 0)
            arguments.AddRange(["--ui-port", Text(options.UIPort)]);
        if (server.DatabaseFilename is { } file)
            arguments.AddRange(["--db-filename", file]);
        foreach (var attribute in options.SearchAttributes ?? [])
            arguments.AddRange(["--search-attribute", $"{attribute.Name}={attribute.ValueType}"]);
        return [.. arguments, .. server.ExtraArgs ?? []];
    }

    private static (string Address, string Host, int Port) AddressFor(TemporalConnectionOptions options)
    {
        if (options.TargetHost is not { Length: > 0 } target)
        {
            var free = FreePort();
            return ($"127.0.0.1:{Text(free)}", "127.0.0.1", free);
        }
        if (!Uri.TryCreate($"tcp://{target}", UriKind.Absolute, out var uri) || uri.Port <= 0)
            throw new ArgumentException($"TargetHost must be host:port, got {target}", nameof(options));
        return (target, uri.Host == "localhost" ? "127.0.0.1" : uri.Host, uri.Port);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find(string? existing, IEnumerable<string> places)
    {
        if (existing is null)
            return places.FirstOrDefault(File.Exists);
        return File.Exists(existing) ? existing : throw new FileNotFoundException($"There is no program {existing}", existing);
    }

    private static IEnumerable<string> DevServicePlaces() =>
    [
        Environment.GetEnvironmentVariable(DevServiceVariable) ?? string.Empty,
        System.IO.Path.Combine(AppContext.BaseDirectory, DevServiceName + ".dll"),
        System.IO.Path.Combine(AppContext.BaseDirectory, DevServiceName + Suffix),
    ];

    private static IEnumerable<string> CliPlaces() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator)
            .Where(p => p.Length > 0)
            .Select(p => System.IO.Path.Combine(p, "temporal" + Suffix))
            .Prepend(Environment.GetEnvironmentVariable(CliVariable) ?? string.Empty);

    private static string Suffix => OperatingSystem.IsWindows() ? ".exe" : string.Empty;

    private static bool IsDevServiceName(string path) =>
        System.IO.Path.GetFileName(path).StartsWith("Temporalio.DevServer", StringComparison.OrdinalIgnoreCase);

    private static void RequireNoDownload(string version)
    {
        if (version != "default")
            throw new NotSupportedException($"Version {version} cannot be downloaded: set ExistingPath to a program of that version");
    }

    private static FileNotFoundException NotFound(string what) => new($"Cannot find {what}. Nothing is downloaded.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
