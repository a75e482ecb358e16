using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Planning;

public sealed class BriefReaderTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly BriefReader reader = new(ModelCatalogue.ReadInstalled(), new Ffmpeg(new FfmpegOptions()), TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_TenMistakes_NamesAllTenWithTheirLines()
    {
        var exception = await Assert.ThrowsAsync<BriefException>(() => ReadAsync("""
            name: Harbor Coffee
            duration: sixty
            size: 1281x720
            fps: 240
            titel: x
            budget: { film: free, shots: 3 USD }
            models: [sora-2, dreamo]
            music: { mood: jazzy }
            loudness: loud
            approval: { storyboard: maybe }
            """));

        string[] expected = ["name", "duration", "size", "fps", "titel", "budget.film", "budget.shots", "music.mood", "loudness", "approval.storyboard", "treatment"];
        Assert.All(expected, field => Assert.Contains(exception.Problems, problem => problem.Field == field));
        Assert.Equal(13, exception.Problems.Count);
        Assert.Equal(2, exception.Problems.Single(problem => problem.Field == "duration").Line);
        Assert.Contains("found \"sixty\"", exception.Message);
        Assert.Contains("did you mean title?", exception.Message);
        Assert.Contains("retired on 2026-09-24; use kling-v3-pro or veo-3.1", exception.Message);
        Assert.Contains("unknown model dreamo", exception.Message);
    }

    [Fact]
    public async Task Read_TreatmentWithoutABeat_IsAProblem()
    {
        var exception = await Assert.ThrowsAsync<BriefException>(() => ReadAsync("""
            name: short
            duration: 12s
            treatment: []
            continuous: [1]
            budget: 5 USD
            """));

        Assert.Equal(["treatment", "continuous"], exception.Problems.Select(problem => problem.Field));
        Assert.EndsWith("found an empty list", exception.Problems[0].Message);
        Assert.EndsWith("from 2, found \"1\"", exception.Problems[1].Message);
    }

    [Fact]
    public async Task Read_GoodBrief_FillsInWhatItLeavesOpen()
    {
        var brief = await ReadAsync("""
            name: short
            duration: 12s
            treatment: A cup on a table. A woman lifts the cup. She smiles.
            budget: $12.50
            """);

        Assert.Equal(288, brief.TotalFrames);
        Assert.Equal(3, brief.Treatment.Count);
        Assert.Equal(Money.Usd(12.5m), brief.Budget.Film);
        Assert.Equal(new FrameSize(1280, 720), brief.Size);
        Assert.Equal(Loudness.Web, brief.Loudness);
        Assert.Equal(ApprovalPolicy.Auto, brief.StoryboardApproval.Policy);
    }

    [Fact]
    public async Task Read_RetiredModelToBeMigrated_IsReplacedAndTold()
    {
        const string Text = """
            name: short
            duration: 12s
            treatment: A cup on a table. A woman lifts the cup. She smiles.
            budget: $12.50
            models: [sora-2, veo-3.1]
            shot-models: { 2: sora-2 }
            """;
        await File.WriteAllTextAsync(folder.File("old.yaml"), Text);
        var migrating = new BriefReader(ModelCatalogue.ReadInstalled(), new Ffmpeg(new FfmpegOptions()), TimeProvider.System) { Migrates = true };

        var brief = await migrating.ReadAsync(folder.File("old.yaml"), new LocalAssetStore(folder.File("assets")));
        var refused = await Assert.ThrowsAsync<BriefException>(() => ReadAsync(Text));

        Assert.Equal(["kling-v3-pro", "veo-3.1"], brief.Models);
        Assert.Equal("kling-v3-pro", brief.ShotModels[2]);
        Assert.Equal("Sora 2 was retired on 2026-09-24; Kling 3.0 Pro (kling-v3-pro) takes its place.", Assert.Single(brief.Substitutions!));
        Assert.Contains("--migrate", refused.Message);
    }

    [Fact]
    public async Task Read_MusicThatIsNotAudio_SaysSo()
    {
        await File.WriteAllTextAsync(folder.File("notes.mp3"), "not audio");

        var exception = await Assert.ThrowsAsync<BriefException>(() => ReadAsync("""
            name: short
            duration: 12s
            treatment: A cup on a table.
            budget: 12 USD
            music: { file: notes.mp3 }
            """));

        Assert.Contains("notes.mp3 is not audio that ffmpeg can read", exception.Message);
    }

    [Fact]
    public async Task Read_MissingFile_SaysWhatToGive()
    {
        var exception = await Assert.ThrowsAsync<BriefException>(() => reader.ReadAsync(folder.File("none.yaml"), Store(), default));

        Assert.Contains("there is no such file", exception.Message);
    }

    [Fact]
    public async Task Read_NotYaml_NamesTheLine()
    {
        var exception = await Assert.ThrowsAsync<BriefException>(() => ReadAsync("name: x\nbudget: [1, 2"));

        Assert.Contains("not YAML", exception.Message);
    }

    [Fact]
    public async Task Read_EveryExample_IsAGoodBrief()
    {
        foreach (var example in Directory.EnumerateFiles(Repository.Path("examples"), "*.yaml"))
            Assert.NotEmpty((await reader.ReadAsync(example, Store())).Treatment);
    }

    private async Task<Brief> ReadAsync(string text)
    {
        var path = folder.File("brief.yaml");
        await File.WriteAllTextAsync(path, text);
        return await reader.ReadAsync(path, Store());
    }

    private LocalAssetStore Store() => new(folder.File("assets"));
}
