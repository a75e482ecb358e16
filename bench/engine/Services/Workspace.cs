using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orchestrator.EngineBench.Services;

/// <summary>The working copy this program was built from.</summary>
internal static class Workspace
{
    public static string Root { get; } = FindRoot();

    /// <summary>Publishes the service as a program of its own, compiled ahead of time where that can be had, and returns its path.</summary>
    public static async Task<string> PublishServiceAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "service");
        if (!await PublishAsync(folder, "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishReadyToRun=true") && !await PublishAsync(folder))
            throw new InvalidOperationException("The service could not be published; `dotnet publish tests/Temporalio.DevServer.Host -c Release` says why.");
        return Path.Combine(folder, "Temporalio.DevServer.Host");
    }

    private static async Task<bool> PublishAsync(string folder, params string[] options)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Root,
            ArgumentList = { "publish", "tests/Temporalio.DevServer.Host", "-c", "Release", "--self-contained", "false", "-o", folder, "-v", "q", "-nologo" },
            RedirectStandardOutput = true,
        };
        foreach (var option in options) info.ArgumentList.Add(option);
        using var process = Process.Start(info)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Orchestrator.sln was not found above this program.");
    }
}
