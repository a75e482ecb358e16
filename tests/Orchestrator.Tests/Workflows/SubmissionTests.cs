using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

public sealed class SubmissionTests
{
    [Fact]
    public async Task SubmitOnce_SentAgain_IsSearchedFromTheNewSend()
    {
        await using var set = await FilmSet.StartAsync();
        var searched = new List<SubmitTakeRequest>();
        set.Stages.Submit = _ => Task.FromResult(new SubmitResult(OutcomeClass.Ambiguous, null, "connection reset"));
        set.Stages.Find = request =>
        {
            searched.Add(request);
            return Task.FromResult(searched.Count == 1 ? new SubmitResult(OutcomeClass.NotAcceptedRetryable, null, "no such request") : FakeStages.Accepted(request));
        };

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(set.Stages.Submitted, searched);
        Assert.Equal(2, searched.Count);
        Assert.Equal(searched[0].AttemptId, searched[1].AttemptId);
        Assert.True(searched[1].NotBefore > searched[0].NotBefore, "A provider has its time to list a job from the send that may have made it.");
    }
}
