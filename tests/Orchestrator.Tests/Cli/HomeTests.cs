using Orchestrator.Cli;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

public sealed class HomeTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_NoVariable_IsUnderTheCallersFolder()
    {
        var home = ProductHome.Open(CallerWith());

        Assert.Equal(folder.File(".orchestrator"), home.Root);
        Assert.True(Directory.Exists(home.Root));
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Root));
    }

    [Fact]
    public void Open_Variable_IsWhereItSays() =>
        Assert.Equal(folder.File("elsewhere"), ProductHome.Open(CallerWith(("ORCHESTRATOR_HOME", "elsewhere"))).Root);

    [Fact]
    public void Lock_HeldByAnother_IsNotTakenUntilItIsLetGo()
    {
        var home = ProductHome.Open(CallerWith());
        var first = HomeLock.TryTake(home);

        Assert.NotNull(first);
        Assert.Null(HomeLock.TryTake(home));
        first.Dispose();
        using var second = HomeLock.TryTake(home);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task OpenAsync_HomeIsHeldByOneThatDoesNotServe_ServesOnceItIsLetGo()
    {
        var order = new HouseOrder(CallerWith(), ProductHome.Open(CallerWith()), Named: null, Work: false);
        var looking = HomeLock.TryTake(order.Home);

        var opening = House.OpenAsync(order, default);
        looking!.Dispose();
        await using var house = await opening;

        Assert.False(house.IsGuest);
        Assert.Equal(house.Address, RunningHouse.Read(order.Home)!.Address);
    }

    [Fact]
    public void RunningHouse_Written_IsReadBack()
    {
        var home = ProductHome.Open(CallerWith());
        var running = new RunningHouse(7, "127.0.0.1:7233", "films", 4000);

        Assert.Null(RunningHouse.Read(home));
        running.Write(home);
        Assert.Equal(running, RunningHouse.Read(home));
    }

    [Fact]
    public void DevelopmentService_CallersFile_Wins()
    {
        folder.Write("temporal-dev.yaml", "namespace: films\nport: 7300\nsearchAttributes:\n  FilmName: Keyword\n");

        var service = DevelopmentService.Load(CallerWith());

        Assert.Equal(("films", 7300, "127.0.0.1"), (service.Namespace, service.Port, service.Address));
        Assert.Equal("Keyword", service.SearchAttributes["FilmName"]);
    }

    [Theory]
    [InlineData("server: cloud", "auto, embedded or temporal")]
    [InlineData("colour: green", "Correct the line")]
    [InlineData("port: many", "Correct the line")]
    public void DevelopmentService_WrongFile_SaysWhatToDo(string text, string remedy)
    {
        folder.Write("temporal-dev.yaml", text);

        var problem = Assert.Throws<CommandException>(() => DevelopmentService.Load(CallerWith()));

        Assert.Equal(ExitCode.Usage, problem.ExitCode);
        Assert.Contains(remedy, problem.Remedy);
        Assert.Contains("temporal-dev.yaml", problem.Message);
    }

    [Fact]
    public void DevelopmentService_InstalledFile_SaysWhatTheDefaultsSay()
    {
        var installed = DevelopmentService.Load(CallerWith());

        Assert.Equal(("auto", "127.0.0.1", 0, "default", 30, "temporal.db"), (installed.Server, installed.Address, installed.Port, installed.Namespace, installed.RetentionDays, installed.Database));
        Assert.Equal([FilmWorker.TaskQueue], installed.TaskQueues);
    }

    [Fact]
    public void Providers_BothKeys_AreNoPractice()
    {
        var providers = ProviderSettings.Of(CallerWith(("FAL_KEY", "a"), ("OPENAI_API_KEY", "b"), ("ORCHESTRATOR_OPENAI_URL", "http://127.0.0.1:9/v1")));

        Assert.False(providers.Practice);
        Assert.Equal(new Uri("http://127.0.0.1:9/v1/"), providers.OpenAi);
        Assert.True(providers.Accounts.Has("fal") && providers.Accounts.Has("openai"));
        Assert.True(ProviderSettings.Of(CallerWith()).Practice);
    }

    [Fact]
    public void Providers_OneKeyThatFilmsAndDraws_IsEnough()
    {
        var providers = ProviderSettings.Of(CallerWith(("FAL_KEY", "a")));

        Assert.False(providers.Practice);
        Assert.Equal(["fal"], providers.Accounts.Providers);
        Assert.Equal("a", providers.Key("FAL_KEY"));
    }

    [Fact]
    public void Providers_NamedBacklot_NeverSeesAKey()
    {
        var providers = ProviderSettings.Of(CallerWith(("FAL_KEY", "secret"), ("ORCHESTRATOR_BACKLOT_URL", "http://127.0.0.1:9")));

        Assert.True(providers.Practice);
        Assert.NotEqual("secret", providers.Key("FAL_KEY"));
        Assert.Equal(new Uri("http://127.0.0.1:9/fal/"), providers.Address("ORCHESTRATOR_FAL_QUEUE_URL", "fal/"));
    }

    private Caller CallerWith(params (string Name, string Value)[] variables) =>
        new(folder.Path, variables.ToDictionary(variable => variable.Name, variable => variable.Value), Terminal.ToWriters(TextWriter.Null, TextWriter.Null));
}
