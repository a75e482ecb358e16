using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>What the frames of thirty shots become as requests to every model that draws: every third after reference sheets, some large, some upright.</summary>
public sealed class GoldenPictureTests
{
    public static TheoryData<string> Models => [.. PictureRequests.Rows.Select(row => row.Name)];

    [Fact]
    public void Prompts_OfThirtyFrames_AreTheGoldenOnes()
    {
        var text = new StringBuilder();
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
            text.Append($"{GoldenFile.Name(index)}\n{PromptCompiler.Image(fields, null)}\n\n");

        GoldenFile.Check("pictures.txt", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Requests_OfThirtyFrames_AreTheGoldenOnes(string model)
    {
        await using var requests = await PictureRequests.StartAsync();
        var row = PictureRequests.Rows.Single(known => known.Name == model);
        List<JsonObject> bodies = [];
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
        {
            IReadOnlyList<TakeReference> references = index % 3 == 1 ? requests.References : [];
            var prompt = SheetPrompt.Frame(fields, references, row, index % 10 == 7 ? "closer to the subject" : null);
            bodies.Add(await requests.BodyAsync(prompt, Size(index), row, [.. references.Select(reference => reference.Asset)]));
        }

        GoldenFile.Check($"{model}.txt", GoldenFile.Text($"{row.Provider} {row.Endpoint}", bodies, [.. SampleShots.Thirty.Select(fields => PromptCompiler.Image(fields, null))]));
    }

    private static FrameSize Size(int index) => index % 10 == 9 ? new(1920, 1080) : index % 3 == 2 ? new(720, 1280) : new(1280, 720);
}
