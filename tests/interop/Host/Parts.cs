using Temporalio.Client;
using Temporalio.Common;
using Temporalio.DevServer;
using Temporalio.Interop.Workflows;
using Temporalio.Worker;

namespace Temporalio.Interop;

/// <summary>What the host can be asked to be.</summary>
internal static class Parts
{
    private static readonly Type[] Workflows =
    [
        typeof(SequenceWorkflow), typeof(ConversationWorkflow), typeof(FamilyWorkflow), typeof(LeafWorkflow), typeof(LocalsWorkflow),
        typeof(VersionsWorkflow), typeof(ScopesWorkflow), typeof(FosterWorkflow), typeof(FailingWorkflow), typeof(StepsWorkflow),
    ];

    /// <summary>The dev service on a free port; prints its address.</summary>
    public static async Task<int> ServeAsync(string? databaseFile)
    {
        await using var service = await DevService.StartAsync(new() { DatabaseFile = databaseFile });
        Console.WriteLine(service.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>A worker of the managed SDK; prints a line when it polls.</summary>
    public static async Task<int> WorkAsync(string address, string queue)
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        var options = new TemporalWorkerOptions(queue) { WorkflowStackTrace = WorkflowStackTrace.Normal }.AddAllActivities(new InteropActivities());
        foreach (var workflow in Workflows)
        {
            options.AddWorkflow(workflow);
        }

        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(async () =>
        {
            Console.WriteLine("working");
            await Console.In.ReadToEndAsync();
        });
        return 0;
    }

    /// <summary>Replays histories in the command line tool's JSON; prints `ok` or the failure for each.</summary>
    public static async Task<int> ReplayAsync(string[] historyFiles)
    {
        var options = new WorkflowReplayerOptions();
        foreach (var workflow in Workflows)
        {
            options.AddWorkflow(workflow);
        }

        var failures = 0;
        foreach (var file in historyFiles)
        {
            var history = WorkflowHistory.FromJson(Path.GetFileNameWithoutExtension(file), await File.ReadAllTextAsync(file));
            var result = await new WorkflowReplayer(options).ReplayWorkflowAsync(history, throwOnReplayFailure: false);
            failures += result.ReplayFailure == null ? 0 : 1;
            Console.WriteLine($"{Path.GetFileName(file)}: {result.ReplayFailure?.Message ?? "ok"}");
        }

        return failures;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("usage: service [DATABASE] | worker ADDRESS QUEUE | replay HISTORY...");
        return 64;
    }
}
