using Orchestrator.Model;
using Orchestrator.Planning.Notes;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>A person wants a shot of a delivered film otherwise: one field changes, and what shows it is drawn anew first.</summary>
public sealed class NoteTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("closer", ShotField.Composition, 1)]
    [InlineData("calmer", ShotField.Motion, 0)]
    public async Task Run_NoteOfOneField_ChangesItAndNothingElse(string note, ShotField field, int frames)
    {
        var before = await AgainTests.DeliveredAsync(set);
        var (drawn, filmed) = (set.Stages.Drawn.Count, set.Stages.Submitted.Count);

        var after = await (await set.StartFilmAsync(Noted(before, note))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, after.Status);
        Assert.Equal(frames, set.Stages.Drawn.Count - drawn);
        var take = Assert.Single(set.Stages.Submitted.Skip(filmed)).Request;
        var replaced = before.Shots[0].BestAttempt()!.Request;
        // The seed, the mended light and everything else are those of the take before.
        Assert.Equal([field], replaced.Fields.Diff(take.Fields));
        Assert.Equal((replaced.Seed, replaced.Model, replaced.Seconds), (take.Seed, take.Model, take.Seconds));
        Assert.Equal(frames == 0, replaced.StartFrame == take.StartFrame);
        Assert.Equal(after.Board!.For("s01").Image, take.StartFrame);
        Assert.Equal([field], before.Plan!.Shots[0].Fields.Diff(after.Plan!.Shots[0].Fields));
        var attempt = after.Shots[0].Attempts[^1];
        Assert.Equal((field, before.Shots[0].Best), (attempt.Changed, attempt.Parent));
        Assert.Contains($"a person wants it again: \"{note}\"", attempt.Why);
        Assert.Equal(before.Spent + set.Stages.TakePrice + (Money.Usd(0.05m) * frames), after.Spent);
    }

    [Fact]
    public async Task Run_FrameThatIsRefused_LeavesTheShotAsItIsAndSaysSo()
    {
        var before = await AgainTests.DeliveredAsync(set);
        var filmed = set.Stages.Submitted.Count;
        set.Stages.Draw = _ => Task.FromResult(new DrawResult(OutcomeClass.Refused, null, "against the rules"));

        var after = await (await set.StartFilmAsync(Noted(before, "closer"))).GetResultAsync();

        Assert.Equal(filmed, set.Stages.Submitted.Count);
        Assert.Equal(DeliveryStatus.Completed, after.Status);
        Assert.Equal(before.Plan!.Shots[0].Fields, after.Plan!.Shots[0].Fields);
        Assert.Contains(after.Shots[0].Notes, noted => noted.StartsWith("not taken again: ", StringComparison.Ordinal) && noted.Contains("against the rules"));
    }

    [Fact]
    public async Task Run_MoneyForTheTakeOnly_WaitsForTheFrameToo()
    {
        var before = await AgainTests.DeliveredAsync(set);
        before = before with { Limit = before.Spent + set.Stages.TakePrice };

        var film = await set.StartFilmAsync(Noted(before, "closer"));

        Assert.Contains("Taking s01 again may cost 1.05 USD", (await BudgetTests.StoppedAsync(film)).Message);
        await film.TerminateAsync();
    }

    [Fact]
    public async Task Retake_WithANoteWhileTheFilmIsCut_ChangesThatFieldOfTheTakeThatWasAccepted()
    {
        var (cutting, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        set.Stages.Cut = async order =>
        {
            cutting.TrySetResult();
            await release.Task;
            return new(FakeStages.Asset("film"), FakeStages.Asset("poster"), order.Plan.TotalFrames, -14, -1, []);
        };
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, request.Shot.Id == "s01" && request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = RecordedScenario.Brighter;
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        await cutting.Task;
        var asked = (await film.QueryAsync(workflow => workflow.ShotAsFilmed("s01")))!;
        Assert.Equal(1, asked.Asked.Fields.Lighting.ExposureEv);

        var answer = await film.ExecuteUpdateAsync(workflow => workflow.RetakeAsync(new("s01", "calmer") { Change = Change(asked, "calmer") }));
        release.SetResult();
        var delivery = await film.GetResultAsync();

        Assert.Contains("will be taken again before the film is delivered (motion)", answer);
        var shot = delivery.Shots[0];
        Assert.Equal(3, shot.Attempts.Count);
        Assert.Equal([ShotField.Motion], shot.Attempts[1].Request.Diff(shot.Attempts[2].Request));
        Assert.Equal((2, ShotField.Motion), (shot.Attempts[2].Parent, shot.Attempts[2].Changed));
    }

    /// <summary>The first shot of a delivered film again, with a note.</summary>
    internal static ProductionRequest Noted(Delivery before, string note)
    {
        var again = AgainTests.Again(before).Again! with { Note = note };
        return AgainTests.Again(before) with { Again = again with { Change = Change(new(before.Plan!.Shots[0], before.Shots[0].Asked()!.Request), note) } };
    }

    private static NoteChange Change(ShotAsked asked, string note)
    {
        var reading = NoteReader.Read(note, asked.Shot.Fields, asked.Asked.Fields);
        return new(reading.Field!.Value, reading.Shot, reading.Take, reading.Field.Value.ToString().ToLowerInvariant());
    }
}
