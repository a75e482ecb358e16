using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Catalogue;

/// <summary>The files of the catalogue: those that are built with the product hold, and one that does not is named with its field.</summary>
public sealed class ModelCatalogueTests : IDisposable
{
    private const string Whole = """
        name: one
        title: One
        kind: video
        provider: fal
        endpoint: fal-ai/one
        licence: hosted under fal's terms
        regions: wherever the provider has accounts
        lifecycle: { state: active, checked: 2026-11-20 }
        seconds: [4, 6, 8]
        sound: true
        price:
          unit: second
          usd: 0.2
          rates:
            - { sound: false, usd: 0.1 }
          source: https://fal.ai/models/one
          read: 2026-11-20
          expires: 2027-02-20
        acceptance: { chance: 0.8, source: a prior }
        guards:
          - { when: "people, over 8 seconds", then: ghosts, source: a page }
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Installed_EveryRow_IsWhole()
    {
        var rows = ModelCatalogue.ReadInstalled().Rows.ToList();

        Assert.True(rows.Count >= 35);
        Assert.All(rows, row => Assert.True(row.Licence.Length > 0 && row.Regions.Length > 0, row.Name));
        Assert.All(rows.Where(row => row.Retired is null), row =>
        {
            Assert.StartsWith("https://", row.Price.Source, StringComparison.Ordinal);
            Assert.True(row.Price.Read < row.Price.Expires, row.Name);
        });
    }

    [Fact]
    public void Read_WholeRow_IsTaken() => Assert.Equal("One", Read(Whole).Find("one").Title);

    [Theory]
    [InlineData("usd: 0.2", "usd: dear", "price.usd: 'dear' is not a number")]
    [InlineData("usd: 0.1 }", "usd: 0.3 }", "price.rates: a rate is above 0 and at most price.usd")]
    [InlineData("- { sound: false, usd: 0.1 }", "- { sound: maybe, usd: 0.1 }", "price.rates[0].sound: 'maybe' should be true or false")]
    [InlineData("  usd: 0.2\n", "", "price.usd: is missing")]
    [InlineData("read: 2026-11-20", "read: yesterday", "price.read: 'yesterday' is not a day")]
    [InlineData("expires: 2027-02-20", "expires: 2026-02-20", "price.expires: should be after price.read")]
    [InlineData("  expires: 2027-02-20\n", "", "price.expires is missing")]
    [InlineData("https://fal.ai/models/one", "the web", "price.source: 'the web' should be the https address")]
    [InlineData("unit: second", "unit: furlong", "price.unit: 'furlong' should be")]
    [InlineData("kind: video", "kind: hologram", "kind: 'hologram' should be")]
    [InlineData("licence: hosted under fal's terms\n", "", "licence is missing")]
    [InlineData("regions: wherever the provider has accounts\n", "", "regions is missing")]
    [InlineData("state: active", "state: retired", "lifecycle.state: 'retired' should be active")]
    [InlineData("seconds: [4, 6, 8]", "seconds: [4, 8, 6]", "seconds: should ascend")]
    [InlineData("seconds: [4, 6, 8]", "seconds: [4, six]", "seconds: 'six' is not a whole number")]
    [InlineData("sound: true", "sond: true", "sond: no such field")]
    [InlineData("chance: 0.8", "chance: 80", "acceptance.chance: should be above 0")]
    [InlineData("over 8 seconds", "over a week", "guard condition 'over a week' is not known")]
    [InlineData("name: one", "name: other", "name: 'other' should be the name of its file")]
    [InlineData("title: One", "title: [One]", "title: should be a single value")]
    [InlineData("price:", "price: [", "one.yaml")]
    public void Read_BrokenRow_NamesFileAndField(string right, string wrong, string expected)
    {
        var broken = Assert.Throws<CatalogueException>(() => Read(Whole.Replace(right, wrong)));

        Assert.Contains("one.yaml: ", broken.Message);
        Assert.Contains(expected, broken.Message);
    }

    [Fact]
    public void Read_SeveralBrokenRows_NamesThemAll()
    {
        folder.Write("catalog/two.yaml", Whole.Replace("name: one", "name: two").Replace("kind: video", "kind: x"));

        var broken = Assert.Throws<CatalogueException>(() => Read(Whole.Replace("usd: 0.2", "usd: x")));

        Assert.Contains("one.yaml: price.usd", broken.Message);
        Assert.Contains("two.yaml: kind", broken.Message);
    }

    [Fact]
    public void Read_SuccessorThatIsNotThere_IsNamed()
    {
        var retired = Whole.Replace("{ state: active, checked: 2026-11-20 }", "{ state: retired, retired: 2026-01-01, successors: [nobody], checked: 2026-11-20 }");

        Assert.Contains("one.yaml: lifecycle.successors: there is no nobody", Assert.Throws<CatalogueException>(() => Read(retired)).Message);
    }

    private ModelCatalogue Read(string text)
    {
        folder.Write("catalog/one.yaml", text);
        return ModelCatalogue.Read(folder.File("catalog"));
    }
}
