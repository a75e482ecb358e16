using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Tests.Service;
using Temporalio.Workflows;
using Services = Microsoft.Extensions.DependencyInjection.ServiceCollection;

namespace Temporalio.Tests.Extensions.Hosting;

[Collection(Temporalio.Tests.Service.ServiceCollection.Name)]
public class HostedWorkerTests(TemporalService service)
{
    private readonly string taskQueue = $"queue-{Guid.NewGuid()}";

    [ServiceFact]
    public async Task AddHostedTemporalWorker_ScopedActivities_LiveAsLongAsTheActivity()
    {
        var journal = new Journal();
        var builder = NewBuilder();
        builder.Services.AddSingleton(journal);
        builder.Services.AddScoped<Lamp>();
        builder.Services.AddTemporalClient(service.Address, "default");
        builder.Services.AddHostedTemporalWorker(taskQueue)
            .AddScopedActivities<StageActivities>()
            .AddWorkflow<StageWorkflow>();
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<ITemporalClient>();
        var result = await client.ExecuteWorkflowAsync(
            (StageWorkflow workflow) => workflow.RunAsync("lamp"), new($"workflow-{Guid.NewGuid()}", taskQueue) { RunTimeout = TimeSpan.FromMinutes(5) });

        Assert.Equal("lamp lit twice", result);
        Assert.Equal(["made 1", "lit 1", "disposed 1", "made 2", "lit 2", "disposed 2"], journal.Lines);
        await host.StopAsync();
    }

    [ServiceFact]
    public async Task AddHostedTemporalWorker_OwnClientAndInstance_Works()
    {
        var builder = NewBuilder();
        builder.Services.AddHostedTemporalWorker(service.Address, "default", taskQueue)
            .AddActivitiesInstance(new InstanceActivities("gaffer"))
            .AddStaticActivities<StaticActivities>()
            .AddWorkflow<NamesWorkflow>();
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Equal("gaffer and grip", await service.Client.ExecuteWorkflowAsync(
            (NamesWorkflow workflow) => workflow.RunAsync(), new($"workflow-{Guid.NewGuid()}", taskQueue) { RunTimeout = TimeSpan.FromMinutes(5) }));
        await host.StopAsync();
    }

    [Fact]
    public void AddHostedTemporalWorker_SameQueueTwice_Throws()
    {
        var services = new Services();
        services.AddHostedTemporalWorker("a");
        services.AddHostedTemporalWorker("b");
        services.AddHostedTemporalWorker("a", "build 1");
        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("a"));
        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("a", "build 1"));
        Assert.Equal(3, services.Count(s => s.ServiceType == typeof(IHostedService)));
    }

    [Fact]
    public void HostedWorker_NoClient_SaysWhatIsMissing()
    {
        var services = new Services();
        services.AddHostedTemporalWorker("a");
        using var provider = services.BuildServiceProvider();
        Assert.Contains("client", Assert.Throws<ArgumentException>(() => provider.GetServices<IHostedService>().ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTemporalClient_Configured_TakesOptionsAndLoggers()
    {
        var services = new Services();
        services.AddLogging();
        services.AddTemporalClient(options =>
        {
            options.TargetHost = "studio:7233";
            options.Namespace = "films";
        });
        using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ITemporalClient>();
        Assert.Equal(("studio:7233", "films"), (client.Connection.Options.TargetHost, client.Options.Namespace));
        Assert.Same(provider.GetRequiredService<ILoggerFactory>(), client.Options.LoggerFactory);
        Assert.False(client.Connection.IsConnected);
    }

    private static HostApplicationBuilder NewBuilder()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        return builder;
    }

    public sealed class Journal
    {
        private int made;

        public List<string> Lines { get; } = [];

        public int Next() => Interlocked.Increment(ref made);

        public void Add(string line)
        {
            lock (Lines)
                Lines.Add(line);
        }
    }

    public sealed class Lamp : IDisposable
    {
        private readonly Journal journal;

        public Lamp(Journal journal)
        {
            this.journal = journal;
            Number = journal.Next();
            journal.Add($"made {Number}");
        }

        public int Number { get; }

        public void Dispose() => journal.Add($"disposed {Number}");
    }

    public sealed class StageActivities(Lamp lamp, Journal journal)
    {
        [Activity]
        public async Task<string> LightAsync(string what)
        {
            // Still in its scope after an await.
            await Task.Yield();
            Assert.Same(lamp, ActivityScope.ServiceScope!.ServiceProvider.GetRequiredService<Lamp>());
            journal.Add($"lit {lamp.Number}");
            return what;
        }
    }

    [Workflow]
    public class StageWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string what)
        {
            var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1), RetryPolicy = new() { MaximumAttempts = 1 } };
            var first = await Workflow.ExecuteActivityAsync((StageActivities stage) => stage.LightAsync(what), options);
            await Workflow.ExecuteActivityAsync((StageActivities stage) => stage.LightAsync(what), options);
            return $"{first} lit twice";
        }
    }

    public sealed class InstanceActivities(string name)
    {
        [Activity]
        public string Name() => name;
    }

    public sealed class StaticActivities
    {
        [Activity]
        public static string Other() => "grip";
    }

    [Workflow]
    public class NamesWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1), RetryPolicy = new() { MaximumAttempts = 1 } };
            var name = await Workflow.ExecuteActivityAsync((InstanceActivities a) => a.Name(), options);
            var other = await Workflow.ExecuteActivityAsync(() => StaticActivities.Other(), options);
            return $"{name} and {other}";
        }
    }
}
