using Microsoft.Data.Sqlite;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>A file that cannot be used is refused with a reason, and never changed.</summary>
public sealed class DatabaseFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_ForeignDatabase_IsRefusedAndUntouched()
    {
        var file = folder.File("foreign.db");
        Execute(file, "CREATE TABLE mine(x); INSERT INTO mine VALUES(1)");
        var before = await File.ReadAllBytesAsync(file);
        var refused = await RefusedAsync(file);
        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
        Assert.Equal(file, refused.Where);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Start_NotADatabase_IsRefusedAndUntouched()
    {
        var file = folder.File("text.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("This is a shopping list, not a database. ", 200)));
        var before = await File.ReadAllBytesAsync(file);
        Assert.Contains("not a database", (await RefusedAsync(file)).Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Start_DamagedPages_IsRefused()
    {
        var file = await UsedFileAsync();
        using (var stream = File.OpenWrite(file))
        {
            // Beyond the header page, so that only a look at the whole file finds it.
            stream.Seek(4096, SeekOrigin.Begin);
            stream.Write(Enumerable.Repeat((byte)0xA5, (int)stream.Length - 4096).ToArray());
        }

        Assert.Contains("damaged", (await RefusedAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NewerLayout_IsRefused()
    {
        var file = await UsedFileAsync();
        Execute(file, "PRAGMA user_version = 999");
        Assert.Contains("newer version", (await RefusedAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LayoutWithoutSchedules_IsBroughtUpToDate()
    {
        var file = await UsedFileAsync();
        Execute(file, "DROP TABLE schedules; DROP TABLE batches; PRAGMA user_version = 1");
        await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file });
        using var client = new RpcClient(service.Address);
        var schedule = new ScheduleActor(client);
        await schedule.CreateAsync(ScheduleActor.Every(3600));
        Assert.Single(await schedule.ListAsync());
    }

    [Fact]
    public async Task Start_LayoutWithoutBatches_IsBroughtUpToDateAndKeepsItsRuns()
    {
        var file = await UsedFileAsync();
        Execute(file, "DROP TABLE batches; PRAGMA user_version = 2");
        for (var start = 0; start < 2; start++)
        {
            await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file });
            using var client = new RpcClient(service.Address);
            Assert.Equal(2, (await new Actor(client).HistoryAsync("w7")).Events.Count);
            await new Actor(client).TerminateAsync($"w{start}");
            Assert.Empty((await client.CallAsync<Api.WorkflowService.V1.ListBatchOperationsResponse>(
                new Api.WorkflowService.V1.ListBatchOperationsRequest { Namespace = "default" })).OperationInfo);
        }
    }

    [Fact]
    public async Task Start_UsedByAnotherService_IsRefused()
    {
        var file = folder.File("service.db");
        await using var first = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file });
        Assert.Contains("in use by another service", (await RefusedAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LockedByAnotherProgram_IsRefused()
    {
        var file = await UsedFileAsync();
        using var other = new SqliteConnection($"Data Source={file};Pooling=false");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; INSERT INTO current_runs VALUES('a', 'b', 1)";
        command.ExecuteNonQuery();
        Assert.Contains("locked by another program", (await RefusedAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_IsRefused()
    {
        await using var first = await DevService.StartAsync(new DevServiceOptions());
        var port = int.Parse(first.Address.Split(':')[1]);
        var refused = await Assert.ThrowsAsync<DevServiceException>(() => DevService.StartAsync(new DevServiceOptions { Port = port }));
        Assert.Equal($"127.0.0.1:{port}", refused.Where);
    }

    [Fact]
    public async Task Start_UnknownAttributeType_IsRefused()
    {
        var options = new DevServiceOptions { SearchAttributes = new Dictionary<string, string> { ["Shot"] = "Picture" } };
        Assert.Contains("Shot: Picture", (await Assert.ThrowsAsync<DevServiceException>(() => DevService.StartAsync(options))).Message, StringComparison.Ordinal);
    }

    private static async Task<DevServiceException> RefusedAsync(string file) =>
        await Assert.ThrowsAsync<DevServiceException>(() => DevService.StartAsync(new DevServiceOptions { DatabaseFile = file }));

    private async Task<string> UsedFileAsync()
    {
        var file = folder.File("used.db");
        await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file });
        using var client = new RpcClient(service.Address);
        for (var i = 0; i < 20; i++) await new Actor(client).StartAsync($"w{i}", "q");
        return file;
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
