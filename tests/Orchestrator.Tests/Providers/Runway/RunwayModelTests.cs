using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers.Runway;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Runway;

/// <summary>Runway's tasks, against a Backlot over real HTTP: what is this provider's alone.</summary>
public sealed class RunwayModelTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Submit_UploadedPicture_IsFilmedAsOneInsideTheRequest()
    {
        var (request, row, _) = await set.ReadyAsync("runway-gen-4.5");
        var model = new RunwayVideoModel(
            set.Channel, Options.Create(new RunwayOptions { Address = set.Server.Runway, Key = "test", InlinePicture = 100 }), set.Assets);

        var (_, facts) = await set.FetchedAsync(model, "film/s01/1.1", request, row);

        Assert.Equal(request.Seconds * 24, facts.Frames);
    }

    [Theory]
    [InlineData("runway-gen-4.5", "SAFETY.OUTPUT.VIDEO", OutcomeClass.Refused)]
    [InlineData("runway-gen-4.5", "INTERNAL.BAD_OUTPUT.CODE01", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runway-gen-4.5", "ASSET.INVALID", OutcomeClass.NotAcceptedTerminal)]
    public async Task Output_FailureCodes_AreToldApart(string name, string code, OutcomeClass expected)
    {
        var (request, row, model) = await set.ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = "runway", action = "fail", error_type = code });
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await model.FinishedAsync(submitted.Job!);

        Assert.Equal(expected, (await model.OutputAsync(submitted.Job!, row, default)).Outcome);
    }
}
