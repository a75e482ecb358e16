using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Scoring.Judging;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Scoring;

/// <summary>Takes judged by a language model, which the Backlot plays over real HTTP.</summary>
public sealed class TakeJudgeTests : IAsyncLifetime
{
    private BacklotSet set = null!;
    private ScoreTakeRequest request = null!;

    public async Task InitializeAsync()
    {
        set = await BacklotSet.StartAsync();
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        using var folder = new TempFolder();
        var path = folder.File("clip.mp4");
        var asked = await set.RequestAsync();
        // The judge looks at the pictures: a clip that goes on from its frame, slowly nearer.
        await set.Ffmpeg.RunAsync(["-v", "error", "-i", await set.Assets.FileAsync(asked.StartFrame), "-vf", "zoompan=z='1+0.002*on':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=48:s=320x180:fps=24", "-pix_fmt", "yuv420p", path]);
        var clip = await set.Assets.AddFileAsync(path, "video/mp4");
        var take = new Take(shot.Id, "film/s01/1.1", clip, new(48, 24, new(320, 180), false), Money.Usd(1), false);
        request = new(shot, asked.StartFrame, take, asked, 24);
    }

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Judge_NothingWrong_PassesOnOneReadingWithinItsQuote()
    {
        var judgement = await JudgeAsync();

        Assert.Equal(Enum.GetValues<JudgedAspect>(), judgement.Verdicts.Select(verdict => verdict.Aspect));
        Assert.All(judgement.Verdicts, verdict => Assert.Equal(Verdict.Pass, verdict.Verdict));
        Assert.Null(judgement.Objection());
        Assert.Equal((await set.LedgerAsync("openai")).Single().GetProperty("charged_micro_usd").GetInt64(), judgement.Charged.Micros);
        Assert.True(judgement.Charged < Judge.WorstCase(request.Shot));
    }

    [Fact]
    public async Task Judge_FaultThatTwoReadingsFind_FailsWithItsFrames()
    {
        await AnswerAsync(1, No(JudgedAspect.Physics, 0.8, 3, 4));
        await AnswerAsync(2, No(JudgedAspect.Physics, 0.7, 3));

        var judgement = await JudgeAsync();

        var objection = judgement.Objection()!;
        Assert.Equal((JudgedAspect.Physics, Verdict.Fail, "a third hand"), (objection.Aspect, objection.Verdict, objection.Evidence));
        Assert.Equal(0.75, objection.Confidence, 6);
        Assert.Equal([9, 15], objection.Frames);
        Assert.Equal(2, judgement.Calls.Count);
    }

    [Fact]
    public async Task Judge_ReadingsThatDisagree_AreNoVerdict()
    {
        await AnswerAsync(1, No(JudgedAspect.Action, 0.9));

        var judgement = await JudgeAsync();

        var action = judgement.Verdicts.Single(verdict => verdict.Aspect == JudgedAspect.Action);
        Assert.Equal(Verdict.NotMeasured, action.Verdict);
        Assert.StartsWith("two readings disagree", action.Evidence);
        Assert.Null(judgement.Objection());
    }

    [Fact]
    public async Task Judge_Unsure_IsNoVerdict()
    {
        await AnswerAsync(1, No(JudgedAspect.Identity, 0.5));
        await AnswerAsync(2, No(JudgedAspect.Identity, 0.4));

        Assert.Null((await JudgeAsync()).Objection());
    }

    [Theory]
    [InlineData("refuse", null)]
    [InlineData("fail", "off_schema")]
    public async Task Judge_ModelThatDoesNotJudge_LeavesTheAspectsUnmeasuredAndSaysWhy(string action, string? how)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action, error_type = how });

        var judgement = await JudgeAsync();

        Assert.All(judgement.Verdicts, verdict => Assert.Equal(Verdict.NotMeasured, verdict.Verdict));
        Assert.True(judgement.Charged.Micros > 0);
    }

    [Fact]
    public async Task Judge_ThatSaysTheOppositeTwice_ObjectsAndIsPaidForTwoReadings()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "disagree", aspect = "action", times = 2 });

        var judgement = await JudgeAsync();

        Assert.Equal((JudgedAspect.Action, Verdict.Fail), (judgement.Objection()!.Aspect, judgement.Objection()!.Verdict));
        Assert.All(judgement.Verdicts.Where(verdict => verdict.Aspect != JudgedAspect.Action), verdict => Assert.Equal(Verdict.Pass, verdict.Verdict));
        var rows = await set.LedgerAsync("openai");
        Assert.Equal(2, rows.Count);
        Assert.Equal(rows.Sum(row => row.GetProperty("charged_micro_usd").GetInt64()), judgement.Charged.Micros);
    }

    [Fact]
    public async Task Judge_ThatSaysTheOppositeOnce_IsNotBelieved()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "disagree", aspect = "identity" });

        var judgement = await JudgeAsync();

        Assert.Null(judgement.Objection());
        Assert.Equal(Verdict.NotMeasured, judgement.Verdicts.Single(verdict => verdict.Aspect == JudgedAspect.Identity).Verdict);
    }

    [Fact]
    public async Task Judge_ThatAnswersGarbage_LeavesTheAspectsUnmeasuredAndIsPaidOnce()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "fail", error_type = "garbage", times = 0 });

        var judgement = await JudgeAsync();

        Assert.All(judgement.Verdicts, verdict => Assert.Equal(Verdict.NotMeasured, verdict.Verdict));
        var call = Assert.Single(judgement.Calls);
        Assert.Equal((OutcomeClass.Delivered, Assert.Single(await set.LedgerAsync("openai")).GetProperty("charged_micro_usd").GetInt64()), (call.Outcome, judgement.Charged.Micros));
    }

    [Fact]
    public async Task Judge_RunAgainAfterACrash_PaysNothingTwice()
    {
        var first = await JudgeAsync();
        var again = await JudgeAsync();

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(again));
        Assert.Single(await set.LedgerAsync("openai"));
    }

    private TakeJudge Judge => new(set.Answers(), set.Catalogue, new(set.Ffmpeg, set.Assets), new(), TimeProvider.System);

    private Task<Judgement> JudgeAsync() => Judge.JudgeAsync(request, new("film/s01/1.1/judge", Money.Usd(1)), default);

    private static object No(JudgedAspect aspect, double confidence, params int[] pictures) => new
    {
        answers = Enum.GetValues<JudgedAspect>().Select(other => new
        {
            aspect = other.ToString().ToLowerInvariant(),
            evidence = other == aspect ? "a third hand" : "as it should be",
            pictures = other == aspect ? pictures : [],
            verdict = other == aspect ? "no" : "yes",
            confidence = other == aspect ? confidence : 0.9,
        }),
    };

    private Task AnswerAsync(int reading, object text) => set.FaultAsync(new
    {
        route = "submit",
        provider = "openai",
        attempt_id = $"film/s01/1.1/judge/{reading}.1",
        action = "accept_then_answer",
        answer = JsonSerializer.Serialize(new
        {
            status = "completed",
            output = new[] { new { type = "message", content = new[] { new { type = "output_text", text = JsonSerializer.Serialize(text) } } } },
            usage = new { input_tokens = 100, output_tokens = 100 },
        }),
    });
}
