using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Backlot;
using Orchestrator.Cli.Wiring;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>What somebody can do who has one account and nothing else, by the built command.</summary>
public sealed class OneKeyTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private BacklotServer backlot = null!;

    public static TheoryData<string> Filming => [.. Account.All.Where(account => account.Films).Select(account => account.Provider)];

    public async Task InitializeAsync() => backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 90 }, default);

    public async Task DisposeAsync() => await backlot.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Filming))]
    public async Task Produce_WithOneAccountAlone_DrawsAndFilmsThere(string provider)
    {
        folder.Write("brief.yaml", Brief(provider));
        var environment = Environment(provider);

        var plan = await CommandProcess.RunAsync(folder.Path, ["plan", "brief.yaml"], environment);
        var end = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"], environment);

        Assert.True(plan.ExitCode == 0, plan.Output + plan.Error);
        // Runway makes no sound: the film is made all the same, and says so.
        Assert.Equal(provider == "runway", plan.Output.ReplaceLineEndings(" ").Contains("without sound", StringComparison.Ordinal));
        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        var sold = await SoldAsync();
        // Pictures of Vertex are Gemini's own.
        Assert.Equal(provider == "vertex" ? ["gemini", "vertex"] : [provider], sold.Distinct().Order());
        Assert.True(sold.Count >= 2, string.Join(", ", sold));
    }

    [Theory]
    [InlineData("KLING_ACCESS_KEY", "KLING_ACCESS_KEY is set and KLING_SECRET_KEY is not")]
    [InlineData("KLING_SECRET_KEY", "KLING_SECRET_KEY is set and KLING_ACCESS_KEY is not")]
    [InlineData("ORCHESTRATOR_VERTEX_BUCKET", "ORCHESTRATOR_VERTEX_BUCKET is set and GOOGLE_CLOUD_PROJECT is not")]
    [InlineData("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_API_KEY is set and AZURE_OPENAI_ENDPOINT is not")]
    [InlineData("OPENAI_API_KEY", "OPENAI_API_KEY is set and FAL_KEY or GOOGLE_CLOUD_PROJECT and ORCHESTRATOR_VERTEX_BUCKET or KLING_ACCESS_KEY and KLING_SECRET_KEY")]
    [InlineData("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_ENDPOINT is set and FAL_KEY or")]
    public async Task Plan_WithHalfOfWhatIsNeeded_SaysWhatElseIsMissing(string variable, string expected)
    {
        folder.Write("brief.yaml", Brief("half"));

        var end = await CommandProcess.RunAsync(folder.Path, ["plan", "brief.yaml"], new Dictionary<string, string?> { [variable] = "https://half.example" });

        Assert.Equal(64, end.ExitCode);
        Assert.Contains(expected, end.Error.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Plan_ProjectOfGoogleCloudWithoutABucket_PractisesOnTheBacklot()
    {
        folder.Write("brief.yaml", Brief("practice"));

        var environment = new Dictionary<string, string?> { ["GOOGLE_CLOUD_PROJECT"] = "of-other-programs" };
        var end = await CommandProcess.RunAsync(folder.Path, ["plan", "brief.yaml"], environment);
        var doctor = await CommandProcess.RunAsync(folder.Path, ["doctor"], environment);

        Assert.True(end.ExitCode == 0, end.Output + end.Error);
        Assert.Matches(@"note\s+vertex\s+not used: GOOGLE_CLOUD_PROJECT is set", doctor.Output);
    }

    private static string Brief(string name) => $"""
        name: one-{name}
        title: One key
        duration: 4s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
        attempts: 1
        budget: 20 USD
        """;

    private Dictionary<string, string?> Environment(string provider)
    {
        var environment = ProviderAddresses.Of(backlot);
        foreach (var variable in Account.All.First(account => account.Provider == provider).Variables)
            environment[variable] = "films";
        if (provider == "vertex")
            environment["GOOGLE_APPLICATION_CREDENTIALS"] = ServiceAccount();
        return environment;
    }

    private string ServiceAccount()
    {
        using var rsa = RSA.Create(2048);
        return folder.Write("account.json", JsonSerializer.Serialize(new
        {
            type = "service_account", project_id = "films", private_key_id = "1", private_key = rsa.ExportPkcs8PrivateKeyPem(), client_email = "films@films.iam.gserviceaccount.com", client_id = "1",
            token_uri = new Uri(backlot.Address, "google/token").ToString(),
        }));
    }

    private async Task<List<string>> SoldAsync()
    {
        using var http = new HttpClient();
        using var ledger = JsonDocument.Parse(await http.GetStringAsync(new Uri(backlot.Address, "_backlot/ledger")));
        return [.. ledger.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("provider").GetString()!)];
    }
}
