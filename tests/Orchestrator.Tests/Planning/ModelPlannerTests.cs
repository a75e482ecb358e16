using System.Text.Json;
using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Planning.Drafts;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Planning;

/// <summary>Films planned by a language model, which the Backlot plays over real HTTP.</summary>
public sealed class ModelPlannerTests : IAsyncLifetime
{
    private BacklotSet set = null!;
    private Recorder texts = null!;

    public async Task InitializeAsync()
    {
        set = await BacklotSet.StartAsync();
        texts = new(set.Texts());
    }

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData(12, 2, 0)]
    [InlineData(30, 4, 12)]
    public async Task Plan_Brief_IsCriticisedAndHasExactlyTheFilmsFrames(double seconds, int beats, int crossfade)
    {
        var brief = Briefs.Of(seconds, beats, crossfade);

        var plan = await PlanAsync(brief);

        Assert.Null(plan.Making!.Stopped);
        Assert.Equal(brief.TotalFrames, plan.Shots.Sum(shot => shot.Frames - shot.TransitionOutFrames));
        Assert.Equal(brief.Treatment, plan.Shots.Select(shot => shot.Beat));
        Assert.Equal("gpt-5.4/1", plan.Planner);
        Assert.Equal(["plan", "critique"], plan.Making.Calls.Take(2).Select(call => call.Purpose));
        Assert.Equal(plan.Shots.Select(shot => shot.Id), plan.Making.Scenes.SelectMany(scene => scene.Shots));
        Assert.Equal((await set.LedgerAsync("openai")).Sum(charge => charge.GetProperty("charged_micro_usd").GetInt64()), plan.Making.Charged.Micros);
    }

    [Fact]
    public async Task Plan_RunAgainAfterACrash_PaysNothingTwice()
    {
        var first = await PlanAsync(Briefs.Of());
        var bought = (await set.LedgerAsync("openai")).Count;

        var again = await PlanAsync(Briefs.Of());

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(again));
        Assert.Equal(bought, (await set.LedgerAsync("openai")).Count);
    }

    [Fact]
    public async Task Plan_ThatDoesNotFitTheBrief_GoesBackOnceWithEveryProblem()
    {
        await AnswerAsync("You are the director", Draft(Shot(1, subject: ""), Shot(2, palette: [], subject: "She, still smiling")));
        await AnswerAsync("It cannot be used as it is", Draft(Shot(6), Shot(6, subject: "a cup")));

        var plan = await PlanAsync(Briefs.Of());

        Assert.Null(plan.Making!.Stopped);
        Assert.Equal(["plan", "correction", "critique"], plan.Making.Calls.Select(call => call.Purpose));
        var sent = texts.Asked[1].Text;
        Assert.Contains("Shot 1: subject must be one line", sent);
        Assert.Contains("Shot 1: 1 s is too short", sent);
        Assert.Contains("Shot 2: palette must name", sent);
        Assert.Contains("Shot 2: the subject is \"She, still smiling\"; say who or what it is", sent);
        Assert.Contains("last 3 s together; they must last 12 s", sent);
    }

    [Fact]
    public async Task Plan_BeatsThatSaySheOrHe_AreToldByName()
    {
        var brief = Briefs.Of(seconds: 18) with
        {
            Treatment = ["Mara climbs the stairs.", "At the top she lights the brass lamp.", "He waves from the quay."],
            Likenesses = [new("mara", LikenessKind.Character, "Mara", "a keeper in a yellow raincoat"), new("brass-lamp", LikenessKind.Product, "brass lamp", "an old lamp")],
        };

        var shots = (await PlanAsync(brief)).Shots;

        Assert.Equal(["Mara climbs the stairs.", "At the top Mara lights the brass lamp.", "Mara waves from the quay."], shots.Select(shot => shot.Beat));
        Assert.All(shots, shot => Assert.Equal(brief.Likenesses[0].InWords(), shot.Fields.Subject.Description));
        Assert.Equal(["mara", "brass-lamp"], shots[1].Likenesses);
        Assert.Equal("At the top Mara lights the brass lamp", shots[1].Fields.Action!.Description);
    }

    [Fact]
    public async Task Plan_ContinuousShot_KeepsWhatThePictureItBeginsWithShows()
    {
        await AnswerAsync("You are the director", Draft(Shot(6, subject: "a chef", beat: "A chef stirs a pot."), Shot(6, subject: "a chef", beat: "Seen close, the chef tastes it.") with
        {
            Lighting = new(Warmth.Cool, LightQuality.Hard, LightDirection.Right, TimeOfDay.Night),
            Composition = new(Framing.Close, 20, 80),
            Environment = new("a street", Weather.Snow),
        }));

        var shots = (await PlanAsync(Briefs.Of() with { ContinuousShots = [2] })).Shots;

        Assert.Equal("s01", shots[1].ContinuesFrom);
        Assert.Equal((shots[0].Fields.Lighting, shots[0].Fields.Environment), (shots[1].Fields.Lighting, shots[1].Fields.Environment));
        Assert.Equal(shots[0].Fields.Composition with { Framing = Framing.Close }, shots[1].Fields.Composition);
    }

    [Fact]
    public async Task Plan_ThatNeverFits_IsAClearFailure()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "fail", error_type = "off_schema", times = 0 });

        var plan = await PlanAsync(Briefs.Of());

        Assert.Equal(DeliveryStatus.Failed, plan.Making!.Stopped);
        Assert.Contains("after a correction too: The answer does not keep to the schema", plan.Making.Message);
        Assert.Equal(2, (await set.LedgerAsync("openai")).Count);
    }

    [Theory]
    [InlineData("refuse", null)]
    [InlineData("fail", "content_filter")]
    public async Task Plan_Refused_EndsTheFilmAsRefused(string action, string? how)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action, error_type = how });

        var plan = await PlanAsync(Briefs.Of());

        Assert.Equal(DeliveryStatus.Refused, plan.Making!.Stopped);
        Assert.Contains("GPT-5.4 refuses the plan of this film", plan.Making.Message);
        Assert.True(plan.Making.Charged.Micros > 0);
    }

    [Fact]
    public async Task Plan_CutShortTwice_IsAClearFailureThatIsCharged()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "fail", error_type = "max_output_tokens", times = 2 });

        var plan = await PlanAsync(Briefs.Of());

        Assert.Equal(DeliveryStatus.Failed, plan.Making!.Stopped);
        Assert.Contains("gave no plan: the answer was cut short", plan.Making.Message);
        Assert.Equal(2, (await set.LedgerAsync("openai")).Count);
    }

    [Fact]
    public async Task Plan_MoreThanItMayCost_IsStoppedByTheBudget()
    {
        var plan = await PlanAsync(Briefs.Of(), limit: 0.01m);

        Assert.Equal(DeliveryStatus.StoppedByBudget, plan.Making!.Stopped);
        Assert.Empty(await set.LedgerAsync("openai"));
    }

    [Fact]
    public async Task Plan_GrantedNoMoreThanEachQuestionNeeds_GoesOnAndAsksEachOnce()
    {
        var (plan, limit, stops) = (await PlanAsync(Briefs.Of(), limit: 0.01m), Money.Usd(0.01m), 0);
        for (; plan.Making!.Needed is { } needed; stops++)
        {
            Assert.True(needed > limit);
            Assert.Empty(plan.Shots);
            (plan, limit) = (await PlanAsync(Briefs.Of(), needed.Amount()), needed);
        }

        Assert.Null(plan.Making.Stopped);
        Assert.Equal(plan.Making.Calls.Count, stops);
        var paid = await set.LedgerAsync("openai");
        Assert.Equal(plan.Making.Calls.Count, paid.Count);
        Assert.Equal(paid.Sum(charge => charge.GetProperty("charged_micro_usd").GetInt64()), plan.Making.Charged.Micros);
    }

    [Fact]
    public async Task Plan_WhileTheServiceIsBusy_IsLeftToBeRunAgain()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "rate_limit", retry_after = 9 });

        var busy = await Assert.ThrowsAsync<ApplicationFailureException>(() => PlanAsync(Briefs.Of()));
        var later = await PlanAsync(Briefs.Of());

        Assert.Equal((false, TimeSpan.FromSeconds(9)), (busy.NonRetryable, busy.NextRetryDelay));
        Assert.Null(later.Making!.Stopped);
    }

    [Fact]
    public async Task Plan_WithAFindingThatMustBeFixed_IsRevisedAndSaysSo()
    {
        await AnswerAsync("It cannot be used as it is", Draft(Shot(6), Shot(6, subject: "a barista in a navy apron", beat: "She smiles.")));
        await AnswerAsync("first assistant director", """{"findings":[{"shot":2,"severity":"must_fix","problem":"She cannot drink from an empty cup.","fix":"Let her smile."},{"shot":0,"severity":"note","problem":"Quiet.","fix":"None."}],"summary":"One thing."}""");

        var plan = await PlanAsync(Briefs.Of());

        Assert.Equal(["plan", "critique", "revision"], plan.Making!.Calls.Select(call => call.Purpose));
        Assert.Equal("She smiles.", plan.Shots[1].Beat);
        Assert.Contains(new PlanFinding("s02", "gpt-5.4", true, "She cannot drink from an empty cup. Let her smile.", true), plan.Making.Critique);
        Assert.Contains(new PlanFinding(null, "gpt-5.4", false, "Quiet. None.", false), plan.Making.Critique);
        Assert.Contains("s02: She cannot drink from an empty cup", texts.Asked[^1].Text);
    }

    [Fact]
    public async Task Plan_BriefThatSaysHowLongShotsAre_AsksForThemAndKeepsThem()
    {
        await AnswerAsync("You are the director", Draft(Shot(1.5), Shot(7, subject: "a cup"), Shot(3.5)));

        var plan = await PlanAsync(Briefs.Of() with { ShotSeconds = 4 });

        Assert.Null(plan.Making!.Stopped);
        Assert.Contains("Shots: 3 to 4, usually about 3", texts.Asked[0].Text);
        Assert.Contains("Each shot: about 4 s, from 3 to 5 s", texts.Asked[0].Text);
        Assert.Equal([3, 5, 4], plan.Shots.Select(shot => shot.Frames / 24.0));
    }

    [Fact]
    public async Task Plan_BriefThatWantsShotsOfASecond_MayHaveThem()
    {
        await AnswerAsync("You are the director", Draft([.. Enumerable.Range(1, 12).Select(number => Shot(1, subject: $"boat {number}"))]));

        var plan = await PlanAsync(Briefs.Of() with { ShotSeconds = 1 });

        Assert.Equal(12, plan.Shots.Count);
        Assert.All(plan.Shots, shot => Assert.Equal(24, shot.Frames));
    }

    [Fact]
    public async Task Plan_ThatNoModelCanMake_FailsBeforeAnythingElseIsBought()
    {
        var plan = await PlanAsync(Briefs.Of(seconds: 120, beats: 2));

        Assert.Equal(DeliveryStatus.Failed, plan.Making!.Stopped);
        Assert.Contains("cannot be filmed, after a revision too: s01: No model that may be used can make it", plan.Making.Message);
        Assert.Equal(["plan", "critique", "revision"], plan.Making.Calls.Select(call => call.Purpose));
    }

    private Task<ShotPlan> PlanAsync(Brief brief, decimal limit = 5)
    {
        var critic = new PlanCritic(set.Catalogue, BacklotSet.Accounts, new RouteCapability(set.Catalogue, BacklotSet.Accounts, new()), TimeProvider.System);
        var planner = new ModelPlanner(new AnswerDesk([texts], set.Intents, set.Assets), set.Catalogue, critic, new(), TimeProvider.System);
        return planner.PlanAsync(new(brief) { AttemptId = "film/plan", Limit = Money.Usd(limit) }, default);
    }

    private Task AnswerAsync(string prompt, string text) => set.FaultAsync(new
    {
        route = "submit",
        provider = "openai",
        prompt,
        action = "accept_then_answer",
        answer = JsonSerializer.Serialize(new
        {
            status = "completed",
            output = new[] { new { type = "message", content = new[] { new { type = "output_text", text } } } },
            usage = new { input_tokens = 100, output_tokens = 100 },
        }),
    });

    private static string Draft(params PlanDraft.Shot[] shots) => AnswerSchema.Write(new PlanDraft("A film.", [new("One", "All.", shots)]));

    private sealed class Recorder(ITextModel model) : ITextModel
    {
        public List<TextQuestion> Asked { get; } = [];

        public string Provider => model.Provider;

        public Task<TextAnswer> AskAsync(string attemptId, TextQuestion question, ModelRow row, Func<ProviderJob, Task>? accepted, CancellationToken cancellationToken)
        {
            Asked.Add(question);
            return model.AskAsync(attemptId, question, row, accepted, cancellationToken);
        }

        public Task<TextAnswer> AnswerAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken) => model.AnswerAsync(job, row, cancellationToken);

        public Task ForgetAsync(ProviderJob job, CancellationToken cancellationToken) => model.ForgetAsync(job, cancellationToken);
    }

    private static PlanDraft.Shot Shot(double seconds, string subject = "a boat", string beat = "It moves.", string[]? palette = null) => new(
        beat,
        seconds,
        subject,
        new(Warmth.Warm, LightQuality.Soft, LightDirection.Left, TimeOfDay.Dawn),
        palette ?? ["teal"],
        new(Framing.Wide, 50, 55),
        new(Stance.Still, Gesture.Relaxed, Facing.Camera),
        new("harbor", Weather.Clear),
        new(CameraMove.Locked, Pace.Slow),
        MotionLevel.Gentle,
        "waves");
}
