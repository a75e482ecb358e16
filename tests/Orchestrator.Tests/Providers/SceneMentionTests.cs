using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

public class SceneMentionTests
{
    [Fact]
    public async Task Cut_References_AreIntroducedInTheShotsThatShowThemUnderTheNumbersOfTheRequest()
    {
        var fields = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0].Fields;
        var picture = new AssetRef("ab", 10, "image/png");
        var request = new TakeRequest("s01", "kling-v3-pro", fields with { Subject = new("Tern bottle, a teal bottle") }, 2, 1, picture, new(1280, 720))
        {
            References = [new(ReferenceKind.Image, picture, "Mara"), new(ReferenceKind.Image, picture, "Tern bottle")],
            Cuts = [new("s02", fields with { Subject = new("Mara, a woman in a raincoat with a Tern bottle") }, 2), new("s03", fields with { Subject = new("a boat") }, 2)],
        };
        var row = ModelCatalogue.ReadInstalled().Find("kling-v3-pro");

        Assert.Equal(["@Element2 is Tern bottle."], Mentions(PromptCompiler.Video(request, row)));
        Assert.Equal(["@Element1 is Mara.", "@Element2 is Tern bottle."], Mentions(PromptCompiler.Cut(request.Cuts[0], request, row)));
        Assert.Empty(Mentions(PromptCompiler.Cut(request.Cuts[1], request, row)));
        // A take of one shot has the references of that shot and introduces all of them.
        Assert.Equal(2, Mentions(PromptCompiler.Video(request with { Cuts = null }, row)).Count);
    }

    private static List<string> Mentions(string prompt) => [.. prompt.Split('\n').Where(line => line.StartsWith('@'))];
}
