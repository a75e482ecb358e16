using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Kling;

/// <summary>Kling's own API, against a Backlot over real HTTP: what is this provider's alone.</summary>
public sealed class KlingModelTests : IAsyncLifetime
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Submit_EditOfATakeThatIsNotThere_CostsNothing()
    {
        var (request, _, model) = await set.ReadyAsync("kling-v3-omni-direct");
        var edit = set.Catalogue.Find("kling-v3-omni-edit");

        var unknown = await model.SubmitAsync("film/s01/2.1", request with { Model = edit.Name, Source = new(request.StartFrame, "no-such-task", ShotField.Lighting) }, edit, default);
        await set.FaultAsync(new { route = "status", provider = "kling", action = "server_error" });
        var unanswered = await model.SubmitAsync("film/s01/2.2", request with { Model = edit.Name, Source = new(request.StartFrame, "no-such-task", ShotField.Lighting) }, edit, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, unknown.Outcome);
        Assert.Contains("30 days", unknown.Message);
        Assert.Equal(OutcomeClass.NotAcceptedTerminal, unanswered.Outcome);
        Assert.Empty(await set.LedgerAsync("kling"));
    }

    [Fact]
    public async Task Submit_OmniWithReferences_TakesThemBesideItsFrames()
    {
        var (request, row, model) = await set.ReadyAsync("kling-v3-omni-direct");
        var picture = new TakeReference(ReferenceKind.Image, request.StartFrame, "the barista");
        var many = Enumerable.Range(1, 6).Select(number => picture with { Purpose = $"number {number}" }).ToList();

        var accepted = await model.SubmitAsync("film/s01/1.1", request with { EndFrame = request.StartFrame, References = [picture] }, row, default);
        var toomany = await model.SubmitAsync("film/s01/1.2", request with { References = many }, row, default);
        var several = await model.SubmitAsync("film/s01/1.3", request with { Cuts = [new("s02", request.Fields, 3)] }, row, default);

        Assert.True(accepted.Job is not null, accepted.Message);
        Assert.Equal((OutcomeClass.NotAcceptedTerminal, OutcomeClass.NotAcceptedTerminal), (toomany.Outcome, several.Outcome));
        Assert.Single(await set.LedgerAsync("kling"));
    }

    [Fact]
    public async Task Submit_SameAttemptTwice_IsOneTask()
    {
        var (request, row, model) = await set.ReadyAsync("kling-v3-pro-direct");

        var first = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var second = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await model.FindAsync("film/s01/1.1", request, row, DateTime.UtcNow, Nothing, default);

        Assert.Equal(OutcomeClass.Ambiguous, second.Outcome);
        Assert.Equal(first.Job!.RequestId, found.Job!.RequestId);
        Assert.Single(await set.LedgerAsync("kling"));
    }

    [Theory]
    [InlineData(1303, 429, OutcomeClass.NotAcceptedRetryable)]
    [InlineData(1102, 429, OutcomeClass.AuthOrAccount)]
    [InlineData(1301, 400, OutcomeClass.Refused)]
    [InlineData(1002, 401, OutcomeClass.AuthOrAccount)]
    [InlineData(5000, 500, OutcomeClass.Ambiguous)]
    public async Task Submit_ErrorCodes_DecideWhatAStatusMeans(int code, int status, OutcomeClass expected)
    {
        var (request, row, model) = await set.ReadyAsync("kling-v3-pro-direct");
        await set.FaultAsync(new { route = "submit", provider = "kling", action = "answer", status, answer = $"{{\"code\":{code},\"message\":\"m\"}}" });

        Assert.Equal(expected, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome);
    }
}
