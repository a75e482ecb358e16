using System.Diagnostics;
using System.Text.Json;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Tools;

/// <summary>Temporal's own command line tool, pointed at a service.</summary>
public sealed class CommandLineTool(string address, CancellationToken cancellation)
{
    /// <summary>Between two looks at what a command shows.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a command that succeeds; returns what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await EndAsync(arguments);
        Assert.True(code == 0, $"temporal {string.Join(' ', arguments)} ended with {code}: {errors}{output}");
        return output;
    }

    /// <summary>Runs a command that fails; returns its message.</summary>
    public async Task<string> FailAsync(params string[] arguments)
    {
        var (code, output, errors) = await EndAsync(arguments);
        Assert.True(code != 0, $"temporal {string.Join(' ', arguments)} succeeded: {output}");
        return errors;
    }

    /// <summary>Runs a command that prints JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
        => JsonDocument.Parse(await RunAsync([.. arguments, "--output", "json"])).RootElement;

    /// <summary>Runs a command until it prints what is expected; lists may lag behind.</summary>
    public async Task<JsonElement> EventuallyAsync(Func<JsonElement, bool> expected, params string[] arguments)
    {
        while (true)
        {
            var answer = await JsonAsync(arguments);
            if (expected(answer))
            {
                return answer;
            }

            await Task.Delay(LookAgain, cancellation);
        }
    }

    private async Task<(int Code, string Output, string Errors)> EndAsync(string[] arguments)
    {
        var path = RealServiceBinary.Path ?? throw new InvalidOperationException(RealServiceBinary.MissingReason);
        var info = new ProcessStartInfo(path, [.. arguments, "--address", address])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info) ?? throw new InvalidOperationException("The tool did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await errors);
    }
}
