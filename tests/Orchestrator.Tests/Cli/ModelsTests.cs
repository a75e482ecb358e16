using System.Text.Json;
using Orchestrator.Assets.Records;
using Orchestrator.Cli;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;
using Orchestrator.Tests.Providers.Chances;

namespace Orchestrator.Tests.Cli;

public sealed class ModelsTests : IDisposable
{
    private const string Brief = """
        name: small
        duration: 8s
        treatment:
          - A ceramic cup of coffee on a table in a cafe.
        budget: 9 USD
        """;

    private readonly TempFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Models_ListsEveryRowWithWhatItNeeds()
    {
        var code = await RunAsync("models");

        Assert.Equal(0, code);
        foreach (var row in ModelCatalogue.ReadInstalled().Rows)
            Assert.Contains(Lines(), line => line.StartsWith(row.Name + " ", StringComparison.Ordinal) && line.EndsWith(ModelTable.Needs(row), StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.StartsWith("kling-v3-pro ", StringComparison.Ordinal) && line.Contains("0.112–0.168 a second") && line.Contains("3–15 s, 1080 lines, sound") && line.Contains("FAL_KEY"));
        Assert.Contains(Lines(), line => line.StartsWith("sora-2 ", StringComparison.Ordinal) && line.Contains("retired 2026-09-24"));
    }

    [Theory]
    [InlineData(80, "model", "USD", "limits")]
    [InlineData(120, "model", "kind", "price, USD", "limits", "lifecycle")]
    [InlineData(500, "model", "provider", "kind", "price, USD", "limits", "lifecycle", "needs")]
    public void Table_NarrowTerminal_LosesColumnsAndCutsNothing(int width, params string[] headings)
    {
        var terminal = Terminal.ToWriters(output, error);
        terminal.Output.Profile.Width = width;

        ModelTable.Write(terminal, ModelCatalogue.ReadInstalled(), new(2026, 11, 21));

        Assert.All(Lines(), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        Assert.DoesNotContain(Lines(), line => line.Contains('…'));
        Assert.Equal(headings, Lines()[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        foreach (var row in ModelCatalogue.ReadInstalled().Rows)
            Assert.Contains(Lines(), line => line.StartsWith(row.Name + " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_TellsTermsRegionsPriceAndDefects()
    {
        var code = await RunAsync("models", "show", "kling-v3-pro");

        Assert.Equal(0, code);
        foreach (var text in new[] { "licence   hosted under fal's terms", "regions   wherever", "https://fal.ai/models/", "read 2026-11-20, good until 2027-02-20", "limb ghosting in long clips with people (documented defect kling.limb_ghosting)" })
            Assert.Contains(text, output.ToString());
        Assert.Equal(64, await RunAsync("models", "show", "nobody"));
    }

    [Fact]
    public async Task Validate_CatalogueOfTheProduct_IsWhole()
    {
        Assert.Equal(0, await RunAsync("models", "validate"));
        Assert.Matches(@"\d+ models of \S+ are whole\.", output.ToString());
    }

    [Theory]
    [InlineData("seconds: [", "seconds: [eleven, ", "seconds: 'eleven' is not a whole number")]
    [InlineData("  unit: second", "  unit: furlong", "price.unit: 'furlong' should be")]
    [InlineData("  read: 2026-11-20", "  red: 2026-11-20", "price.read is missing")]
    public async Task Validate_BrokenRow_FailsAndNamesFileAndField(string right, string wrong, string expected)
    {
        foreach (var file in Directory.EnumerateFiles(ModelCatalogue.Installed, "*.yaml", SearchOption.AllDirectories))
            folder.Write(Path.Combine("catalog", Path.GetRelativePath(ModelCatalogue.Installed, file)), await File.ReadAllTextAsync(file));
        folder.Write("catalog/wan-2.7.yaml", (await File.ReadAllTextAsync(folder.File("catalog/wan-2.7.yaml"))).Replace(right, wrong));

        var code = await RunAsync("models", "validate", "catalog");

        Assert.Equal(5, code);
        Assert.Contains("wan-2.7.yaml: ", error.ToString());
        Assert.Contains(expected, error.ToString());
    }

    [Fact]
    public void Check_FreshCatalogue_FindsNothing() =>
        Assert.Empty(CatalogueCheck.Of(Catalogue(), new DateOnly(2026, 11, 21)));

    [Fact]
    public void Check_ExpiredPrice_SaysWhatToRead()
    {
        var found = CatalogueCheck.Of(Catalogue(), new DateOnly(2027, 2, 20)).Single();

        Assert.Contains("2027-02-20", found.Seen);
        Assert.Contains("Read https://example.test/prices", found.Remedy);
    }

    [Theory]
    [InlineData(61, false)]
    [InlineData(60, true)]
    [InlineData(0, false)]
    public void Check_ModelThatEnds_NamesItsSuccessorsInTime(int days, bool warned)
    {
        var today = new DateOnly(2026, 11, 21);

        var found = CatalogueCheck.Of(Catalogue(today.AddDays(days)), today).ToList();

        Assert.Equal(warned, found.Any(finding => finding.Remedy == "Name better in the briefs that name it." && finding.Seen.Contains("in 60 days")));
    }

    [Fact]
    public async Task Chances_Export_WritesWhatIsOnRecord()
    {
        var shot = (await new Orchestrator.Planning.DeterministicPlanner().PlanAsync(Briefs.Of(), default)).Shots[0];
        new ChanceLedger(folder.File(".orchestrator/chances-practice.db"), TimeProvider.System).Record("kling-v3-pro", shot, ChanceLedgerTests.Card("film/s01/1", ScoredAttribute.Lighting));

        var code = await RunAsync("models", "chances", "--export", "chances.json");

        Assert.Equal(0, code);
        Assert.Contains("1 scored take on record, made by the Backlot", output.ToString());
        Assert.Contains("lighting 1 of 1", output.ToString());
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("chances.json")));
        var lighting = json.RootElement.GetProperty("counts").EnumerateArray().Single(count => count.GetProperty("attribute").GetString() == "Lighting");
        Assert.Equal("kling-v3-pro", lighting.GetProperty("model").GetString());
        Assert.Equal(1, lighting.GetProperty("fails").GetDouble());
    }

    [Fact]
    public async Task Chances_OfWorkersThatShareAFolder_CountWhatTheOthersLearned()
    {
        var shot = (await new Orchestrator.Planning.DeterministicPlanner().PlanAsync(Briefs.Of(), default)).Shots[0];
        using var other = new SharedChances(new ChanceLedger(folder.File("other.db"), TimeProvider.System), new FolderRecordStore(folder.File("shared/records")), "chances/practice", TimeProvider.System);
        await other.RecordAsync("kling-v3-pro", shot, ChanceLedgerTests.Card("film/s01/1", ScoredAttribute.Lighting));

        await RunAsync(new Dictionary<string, string> { ["ORCHESTRATOR_ASSETS"] = "shared" }, "models", "chances");

        Assert.Contains("1 scored take on record of all workers that share a store", output.ToString());
        Assert.Contains("lighting 1 of 1", output.ToString());
    }

    [Fact]
    public async Task Chances_RealKeys_LeaveThePlayMoneyOut()
    {
        var shot = (await new Orchestrator.Planning.DeterministicPlanner().PlanAsync(Briefs.Of(), default)).Shots[0];
        new ChanceLedger(folder.File(".orchestrator/chances-practice.db"), TimeProvider.System).Record("kling-v3-pro", shot, ChanceLedgerTests.Card("film/s01/1", null));

        await RunAsync(new Dictionary<string, string> { ["FAL_KEY"] = "key" }, "models", "chances");

        Assert.StartsWith("0 scored takes on record;", output.ToString());
    }

    [Fact]
    public async Task Plan_Why_TellsTheReasonOfEveryModel()
    {
        folder.Write("brief.yaml", Brief);

        var code = await RunAsync("plan", "brief.yaml", "--why", "s01");

        Assert.Equal(0, code);
        Assert.Contains(Lines(), line => line.StartsWith("→ kling-v3-pro", StringComparison.Ordinal) && line.Contains("expected to an accepted take"));
        foreach (var row in ModelCatalogue.ReadInstalled().Video(new(2026, 11, 21)).Where(row => row.Name != "kling-v3-pro"))
            Assert.Contains(Lines(), line => line.StartsWith($"  {row.Name} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_WhyUnknownShot_IsBadUsage()
    {
        folder.Write("brief.yaml", Brief);

        Assert.Equal(64, await RunAsync("plan", "brief.yaml", "--why", "s99"));
        Assert.Contains("There is no shot s99", error.ToString());
    }

    private static ModelCatalogue Catalogue(DateOnly? retired = null) => new(
    [
        new ModelRow
        {
            Name = "one", Title = "One", Kind = ModelKind.Video, Provider = "fal", Endpoint = "one", Retired = retired, Successors = ["better"],
            Price = new() { Source = "https://example.test/prices", Read = new(2026, 11, 20), Expires = new(2027, 2, 20) },
        },
    ]);

    private string[] Lines() => output.ToString().Split('\n');

    private Task<int> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    private Task<int> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        CommandLine.RunAsync(arguments, new Caller(folder.Path, environment, Terminal.ToWriters(output, error)));
}
