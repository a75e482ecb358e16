using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Vertex;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Vertex;

/// <summary>Veo on Vertex, against a Backlot over real HTTP: what is this provider's alone.</summary>
public sealed class VertexModelTests : IAsyncLifetime
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("veo-3.1-vertex", "veo-3.1-extend-vertex")]
    [InlineData("veo-3.1-fast-vertex", "veo-3.1-fast-extend-vertex")]
    public async Task Submit_Extension_IsTheWholeClipBilledByWhatItAdds(string first, string second)
    {
        var (request, row, model) = await set.ReadyAsync(first);
        var clip = await set.FetchedAsync(model, "film/s01/1.1", request, row);
        var longer = set.Catalogue.Find(second);

        var extended = request with { Model = second, Seconds = 7, Extends = new(clip.Clip, clip.Facts.Frames) };
        var whole = await set.FetchedAsync(model, "film/s01/2.1", extended, longer);
        var without = await model.SubmitAsync("film/s01/3.1", request with { Model = second }, longer, default);

        Assert.Equal(clip.Facts.Frames + (7 * 24), whole.Facts.Frames);
        Assert.Equal(OutcomeClass.NotAcceptedTerminal, without.Outcome);
        var charge = (await set.LedgerAsync("vertex")).Single(charge => charge.GetProperty("attempt_id").GetString() == "film/s01/2.1").GetProperty("charged_micro_usd").GetInt64();
        Assert.InRange(longer.PriceOf(extended).Micros - charge, -20, 20);
        Assert.Equal(row.Extension!.With, second);
    }

    [Fact]
    public async Task Submit_PictureInTheBucket_IsFilmedAsOneInsideTheRequestAndIsNotTakenForAClip()
    {
        var (request, row, _) = await set.ReadyAsync("veo-3.1-vertex");
        var model = new VertexVideoModel(
            set.Channel,
            Options.Create(new VertexOptions { Address = set.Server.Vertex, Storage = set.Server.CloudStorage, Project = "p", Bucket = "films", InlineLimit = 0 }),
            new PlayTokens("test"),
            set.Assets,
            TimeProvider.System);

        var before = await model.FindAsync("film/s01/1.1", request, row, DateTime.UtcNow, Nothing, default);
        var (_, facts) = await set.FetchedAsync(model, "film/s01/1.1", request, row);

        Assert.Equal((OutcomeClass.Ambiguous, request.Seconds * 24), (before.Outcome, facts.Frames));
    }

    [Theory]
    [InlineData("rai_filtered", OutcomeClass.Refused)]
    [InlineData("audio_filtered", OutcomeClass.Refused)]
    [InlineData("no_media_generated", OutcomeClass.UnderDelivered)]
    [InlineData("content_policy_violation", OutcomeClass.Refused)]
    public async Task Output_Blocked_IsToldApart(string type, OutcomeClass expected)
    {
        var (request, row, model) = await set.ReadyAsync("veo-3.1-vertex");
        await set.FaultAsync(new { route = "submit", provider = "vertex", action = "fail", error_type = type });
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await model.FinishedAsync(submitted.Job!);

        Assert.Equal(expected, (await model.OutputAsync(submitted.Job!, row, default)).Outcome);
    }
}
