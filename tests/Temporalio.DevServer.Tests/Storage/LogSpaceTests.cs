using Microsoft.Data.Sqlite;
using Temporalio.DevServer.Storage;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>Room for the log is laid out in a service that is in use, and is no part of what it holds.</summary>
public sealed class LogSpaceTests : IDisposable
{
    private const int ManyCommits = 70;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Commits_Many_FindTheLogLaidOut()
    {
        var file = folder.File("service.db");
        await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file });
        using var client = new RpcClient(service.Address);
        await new Actor(client).StartAsync("first", "q");
        Assert.True(new FileInfo(file + "-wal").Length < LogSpace.Bytes);
        for (var i = 0; i < ManyCommits; i++) await new Actor(client).StartAsync($"w{i}", "q");
        Assert.Equal(LogSpace.Bytes, new FileInfo(file + "-wal").Length);
    }

    [Fact]
    public async Task LayOut_LogOfACrash_HoldsWhatItHeld()
    {
        var file = folder.File("service.db");
        await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file });
        using var client = new RpcClient(service.Address);
        for (var i = 0; i < 5; i++) await new Actor(client).StartAsync($"w{i}", "q");

        // What a kill leaves behind: both files as they are at this moment.
        var left = folder.File("left.db");
        File.Copy(file, left);
        File.Copy(file + "-wal", left + "-wal");
        LogSpace.LayOut(left + "-wal");
        Assert.Equal(LogSpace.Bytes, new FileInfo(left + "-wal").Length);
        Assert.Equal(5, Count(left, "SELECT COUNT(*) FROM runs"));
    }

    [Fact]
    public void LayOut_LogThatIsLongEnough_LeavesItAlone()
    {
        var log = folder.File("some.db-wal");
        var content = Enumerable.Repeat((byte)0xA5, (int)LogSpace.Bytes + 1).ToArray();
        File.WriteAllBytes(log, content);
        LogSpace.LayOut(log);
        Assert.Equal(content, File.ReadAllBytes(log));
    }

    private static long Count(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
