using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Planning;

public class DeterministicPlannerTests
{
    private readonly DeterministicPlanner planner = new();

    [Fact]
    public async Task Plan_SixtySeconds_HasSixToTenShotsThatSumToTheFilm()
    {
        foreach (var beats in Enumerable.Range(1, 14))
        {
            var brief = Briefs.Of(seconds: 60, beats: beats, crossfade: 12);

            var plan = await planner.PlanAsync(brief, default);

            Assert.InRange(plan.Shots.Count, 6, 10);
            Assert.Equal(1440, plan.Shots.Sum(shot => shot.Frames - shot.TransitionOutFrames));
            Assert.Equal(0, plan.Shots[^1].TransitionOutFrames);
        }
    }

    [Fact]
    public async Task Plan_SameBrief_GivesTheSamePlan()
    {
        var brief = Briefs.Of(seconds: 30, beats: 5);

        var first = await planner.PlanAsync(brief, default);
        var second = await planner.PlanAsync(brief, default);

        Assert.Equal(first.Shots, second.Shots);
    }

    [Fact]
    public async Task Plan_Beat_ReadsItsFields()
    {
        var brief = Briefs.Of(seconds: 8) with { Treatment = ["At dusk a fisherman in a yellow coat walks along the quay in the rain."] };

        var shot = (await planner.PlanAsync(brief, default)).Shots[0];

        Assert.Contains("fisherman in a yellow coat", shot.Fields.Subject.Description);
        Assert.Equal(Stance.Walking, shot.Fields.Pose.Stance);
        Assert.Equal(TimeOfDay.Dusk, shot.Fields.Lighting.Time);
        Assert.Equal(Weather.Rain, shot.Fields.Environment.Weather);
        Assert.Contains("quay", shot.Fields.Environment.Setting);
        Assert.Equal(MotionLevel.Moderate, shot.Fields.Motion.Level);
        Assert.Contains("gulls", shot.Fields.Audio.Description);
    }

    [Fact]
    public async Task Plan_LaterBeats_KeepThePersonAndThePlace()
    {
        var brief = Briefs.Of(seconds: 24) with
        {
            Treatment = ["Inside the harbor cafe a barista in a navy apron ties her apron.", "The barista walks to the window.", "Close on a cup.", "On the quay the barista smiles."],
        };

        var shots = (await planner.PlanAsync(brief, default)).Shots;

        Assert.Equal("a barista in a navy apron", shots[0].Fields.Subject.Description);
        Assert.Equal(shots[0].Fields.Subject, shots[1].Fields.Subject);
        Assert.Equal(shots[0].Fields.Subject, shots[3].Fields.Subject);
        Assert.Equal("cafe", shots[0].Fields.Environment.Setting);
        Assert.Equal("cafe", shots[2].Fields.Environment.Setting);
        Assert.Equal("quay", shots[3].Fields.Environment.Setting);
    }

    [Fact]
    public async Task Plan_EveryShot_TellsWhatHappens()
    {
        string[] beats = ["A chef stands in a kitchen at night.", "Close on the pan."];
        var brief = Briefs.Of(seconds: 16) with { Treatment = beats };

        var shots = (await planner.PlanAsync(brief, default)).Shots;

        Assert.Equal(beats.Select(beat => new ShotAction(beat.TrimEnd('.'))), shots.Select(shot => shot.Fields.Action));
    }

    [Theory]
    [InlineData("She looks out over the harbour.", "Mara, a keeper in a yellow raincoat", "mara")]
    [InlineData("At the top she lights the brass lamp with both hands.", "Mara, a keeper in a yellow raincoat", "mara,brass-lamp")]
    [InlineData("Hands knead dough.", "hands", null)]
    [InlineData("A sailor ties a rope while she watches.", "a sailor", null)]
    public async Task Plan_Pronoun_IsWhoWasNamedLast(string beat, string subject, string? likenesses)
    {
        var brief = Briefs.Of(seconds: 12) with
        {
            Treatment = ["Mara climbs the stairs.", beat],
            Likenesses = [new("mara", LikenessKind.Character, "Mara", "a keeper in a yellow raincoat"), new("brass-lamp", LikenessKind.Product, "brass lamp", "an old lamp")],
        };

        var shot = (await planner.PlanAsync(brief, default)).Shots[1];

        Assert.StartsWith(subject, shot.Fields.Subject.Description);
        Assert.Equal(likenesses?.Split(','), shot.Likenesses);
    }

    [Theory]
    [InlineData("On the quay a fisherman in a yellow coat raises the cup to the sea.", "a fisherman in a yellow coat with a cup")]
    [InlineData("On the quay a fisherman in a yellow coat walks, carrying a coil of rope.", "a fisherman in a yellow coat with a coil of rope")]
    [InlineData("On the quay a fisherman in a yellow coat looks at a cup.", "a fisherman in a yellow coat")]
    public async Task Plan_SomethingInHand_BelongsToTheShotAndNotToThePerson(string beat, string subject)
    {
        var brief = Briefs.Of(seconds: 12) with { Treatment = [beat, "The fisherman smiles."] };

        var shots = (await planner.PlanAsync(brief, default)).Shots;

        Assert.Equal(subject, shots[0].Fields.Subject.Description);
        Assert.Equal("a fisherman in a yellow coat", shots[1].Fields.Subject.Description);
    }

    [Fact]
    public async Task Plan_BriefThatSpeaksOfShotsThatAreNotThere_SaysSo()
    {
        var brief = Briefs.Of(seconds: 18, beats: 3) with
        {
            ContinuousShots = [2, 7],
            SilentShots = [8],
            ShotModels = new Dictionary<int, string> { [9] = "veo-3.1" },
            ShotEnds = new Dictionary<int, string> { [4] = "she smiles" },
        };

        var plan = await planner.PlanAsync(brief, default);

        string[] expected = ["how shot 4 ends", "that shot 7 goes on from the one before it", "that shot 8 is silent", "which model films shot 9"];
        Assert.Equal(expected.Select(says => $"The brief says {says}; the film has 3 shots."), plan.Notes);
    }

    [Fact]
    public async Task Plan_ContinuousShot_KeepsWhatThePictureItBeginsWithShows()
    {
        string[] beats = ["A chef stands in a kitchen at night.", "The chef walks to the window of a cafe in the morning.", "The chef sits in the rain, seen in a close-up."];
        var brief = Briefs.Of(seconds: 24, beats: 3) with { Treatment = beats, ContinuousShots = [2, 3] };

        var shots = (await planner.PlanAsync(brief, default)).Shots.Select(shot => shot.Fields).ToList();

        Assert.All(shots, fields => Assert.Equal(shots[0].Lighting, fields.Lighting));
        Assert.All(shots, fields => Assert.Equal(("kitchen", shots[0].Pose.Facing), (fields.Environment.Setting, fields.Pose.Facing)));
        Assert.Equal(shots[0].Composition, shots[1].Composition);
        Assert.Equal(shots[0].Composition with { Framing = Framing.Close }, shots[2].Composition);
        Assert.Equal((Stance.Walking, Stance.Sitting, Weather.Rain), (shots[1].Pose.Stance, shots[2].Pose.Stance, shots[2].Environment.Weather));
    }

    [Fact]
    public async Task Plan_ContinuousShotThatSpeaksOfAnotherPlace_TakesNoReferenceOfIt()
    {
        var brief = Briefs.Of(seconds: 18) with
        {
            Treatment = ["Mara stands in a kitchen.", "She looks out over the old quay.", "Mara walks along the old quay."],
            ContinuousShots = [2],
            Likenesses = [new("mara", LikenessKind.Character, "Mara", "a keeper in a yellow raincoat"), new("old-quay", LikenessKind.Place, "old quay", "a quay of black stone")],
        };

        var shots = (await planner.PlanAsync(brief, default)).Shots;

        Assert.Equal(["mara", "mara", "mara,old-quay"], shots.Select(shot => string.Join(',', shot.Likenesses!)));
    }

    [Fact]
    public async Task Plan_ContinuousShot_StartsFromTheOneBeforeWithoutACrossfade()
    {
        var brief = Briefs.Of(seconds: 30, beats: 4, crossfade: 12) with { ContinuousShots = [3] };

        var plan = await planner.PlanAsync(brief, default);

        Assert.Equal("s02", plan.Shots[2].ContinuesFrom);
        Assert.Equal(0, plan.Shots[1].TransitionOutFrames);
    }
}
