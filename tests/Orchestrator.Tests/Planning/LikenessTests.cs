using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Planning;

public sealed class LikenessTests : IDisposable
{
    private const string Story = """
        name: keeper
        duration: 24s
        treatment:
          - Morning over Gull Pier, boats on calm water in the mist.
          - Mara walks along Gull Pier carrying a rope.
          - A close view of the Tern bottle on a table in the kitchen.
          - Mara raises the Tern bottle to the window.
        budget: 12 USD

        """;

    private readonly TempFolder folder = new();
    private readonly Ffmpeg ffmpeg = new(new FfmpegOptions());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_CharactersProductsAndPlaces_AreLikenessesWithTheirPictures()
    {
        await PictureAsync("bottle.png", "400x600");

        var brief = await ReadAsync("""
            characters:
              - { name: Mara, description: a woman in a yellow raincoat. }
            products:
              - { name: Tern bottle, description: a teal glass bottle, picture: bottle.png }
            places:
              - { name: Gull Pier, description: a wooden pier }
            """);

        Assert.Equal(["mara", "tern-bottle", "gull-pier"], brief.Likenesses!.Select(likeness => likeness.Id));
        Assert.Equal([LikenessKind.Character, LikenessKind.Product, LikenessKind.Place], brief.Likenesses!.Select(likeness => likeness.Kind));
        Assert.Equal("Mara, a woman in a yellow raincoat", brief.Likenesses![0].InWords());
        Assert.Equal("image/png", brief.Likenesses![1].Picture!.MediaType);
    }

    [Fact]
    public async Task Read_Mistakes_AreNamedWithLineAndField()
    {
        await PictureAsync("small.png", "200x200");
        await File.WriteAllTextAsync(folder.File("notes.png"), "not a picture");

        var exception = await Assert.ThrowsAsync<BriefException>(() => ReadAsync("""
            characters:
              - { name: Mara }
              - { name: Mara, description: another woman }
              - { name: Ida, description: nobody knows, hair: red }
            products:
              - { name: Tern bottle, description: a teal bottle, picture: notes.png }
              - { name: window, description: a window, picture: none.png }
              - { name: table, description: a table, picture: small.png }
            places: Gull Pier
            """));

        string[] expected =
        [
            "10 characters[1].description: missing", "11 characters[2].name: there is another likeness called Mara", "12 characters[3].hair: unknown field",
            "12 characters[3].name: no beat of the treatment names Ida", "14 products[1].picture: expected the path of a PNG or JPEG", "15 products[2].picture: there is no file",
            "16 products[3].picture: ", "17 places: expected a list of places",
        ];
        var problems = exception.Problems.Select(problem => $"{problem.Line} {problem.Field}: {problem.Message}").ToList();
        Assert.All(expected, words => Assert.Contains(problems, problem => problem.StartsWith(words, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Count);
    }

    [Fact]
    public async Task Plan_NamedLikenesses_AreInTheShotsThatShowThemInTheSameWords()
    {
        var brief = await ReadAsync("""
            characters: [ { name: Mara, description: a woman in a yellow raincoat } ]
            products: [ { name: Tern bottle, description: a teal glass bottle } ]
            places: [ { name: Gull Pier, description: a wooden pier in a harbor } ]
            """);

        var shots = (await new DeterministicPlanner().PlanAsync(brief, default)).Shots;

        Assert.Equal([["gull-pier"], ["mara", "gull-pier"], ["tern-bottle"], ["mara", "tern-bottle"]], shots.Select(shot => shot.Likenesses!.ToArray()));
        Assert.Equal("Mara, a woman in a yellow raincoat with a rope", shots[1].Fields.Subject.Description);
        Assert.Equal(Stance.Walking, shots[1].Fields.Pose.Stance);
        Assert.Equal("Gull Pier, a wooden pier in a harbor", shots[1].Fields.Environment.Setting);
        Assert.Equal("Tern bottle, a teal glass bottle", shots[2].Fields.Subject.Description);
        Assert.Equal(Stance.Still, shots[2].Fields.Pose.Stance);
        Assert.StartsWith("Mara, a woman in a yellow raincoat with a Tern bottle", shots[3].Fields.Subject.Description);
        Assert.Equal("kitchen", shots[3].Fields.Environment.Setting);
    }

    [Fact]
    public async Task Plan_NoLikenesses_MarksNothing()
    {
        var shots = (await new DeterministicPlanner().PlanAsync(await ReadAsync(""), default)).Shots;

        Assert.All(shots, shot => Assert.Null(shot.Likenesses));
    }

    private Task PictureAsync(string name, string size) =>
        ffmpeg.RunAsync(["-v", "error", "-f", "lavfi", "-i", $"color=teal:s={size}", "-frames:v", "1", folder.File(name)]);

    private async Task<Brief> ReadAsync(string likenesses)
    {
        await File.WriteAllTextAsync(folder.File("brief.yaml"), Story.TrimEnd() + "\n" + likenesses);
        return await new BriefReader(ModelCatalogue.ReadInstalled(), ffmpeg, TimeProvider.System).ReadAsync(folder.File("brief.yaml"), new LocalAssetStore(folder.File("assets")));
    }
}
