using Orchestrator.Cli.Wiring;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.OpenAi;

namespace Orchestrator.Tests.Cli;

public sealed class ServiceLifecycleTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("2026-12-05", true)]
    [InlineData("2026-12-06", false)]
    [InlineData("2026-11-01", true)]
    [InlineData(null, false)]
    public void Of_ModelThatItsServiceEnds_IsWarnedOfWithinTwoWeeks(string? day, bool warned)
    {
        var told = Told(("gpt-image-2", day));

        var findings = ServiceLifecycle.Of(Catalogue, "openai", told, Today).Where(finding => finding.What == "gpt-image-2").ToList();

        Assert.Equal(warned ? 1 : 0, findings.Count);
        Assert.All(findings, finding => Assert.Contains($"lifecycle.retired: {day}", finding.Remedy));
    }

    [Fact]
    public void Of_ModelThatIsNotListed_IsNamed()
    {
        var findings = ServiceLifecycle.Of(Catalogue, "openai", Told(("gpt-5.4", null)), Today).ToList();

        Assert.Equal(["gpt-5.4-mini", "gpt-image-2"], findings.Select(finding => finding.What).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Contains("does not list", finding.Seen));
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"a","shutdown_date":"2026-12-01"},{"id":"b","shutdown_date":null},{"id":"c"},{"name":"none"}]}""", 3, "2026-12-01")]
    [InlineData("""{"object":"list","data":[{"id":"a","shutdown_date":"soon"}]}""", 1, null)]
    [InlineData("""{"models":[]}""", 0, null)]
    public void Read_ListsOfCompatibleServers_AreRead(string answer, int count, string? first)
    {
        var models = OpenAiModelList.Read(BinaryData.FromString(answer));

        Assert.Equal(count, models.Count);
        Assert.Equal(first, models.GetValueOrDefault("a")?.ToString("yyyy-MM-dd"));
    }

    private static Dictionary<string, DateOnly?> Told(params (string Id, string? Day)[] models) =>
        models.ToDictionary(model => model.Id, model => model.Day is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : (DateOnly?)null);
}
