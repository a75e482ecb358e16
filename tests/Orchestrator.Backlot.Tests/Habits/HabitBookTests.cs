using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Habits;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Tests.Habits;

public class HabitBookTests
{
    private static readonly BacklotOptions Options = new() { DataFolder = "", Seed = 5 };

    [Theory]
    [InlineData(TestLot.Kling)]
    [InlineData(TestLot.Seedance)]
    [InlineData(TestLot.Veo)]
    public void Apply_ManyShots_AboutOneInThreeIsFaultyAndNeverMoreThanTwice(string endpoint)
    {
        var plans = Enumerable.Range(0, 1500).Select(i => Plan(endpoint, Shot($"a person number {i}"))).ToList();

        var share = plans.Count(p => p.Habits.Count > 0) / 1500.0;
        Assert.InRange(share, 0.22, 0.42);
        Assert.All(plans, p => Assert.InRange(p.Habits.Count, 0, 2));
        Assert.Contains(plans, p => p.Habits.Count == 2);
    }

    [Fact]
    public void Apply_Models_HaveTheirOwnWeaknesses()
    {
        string[] endpoints = [TestLot.Kling, TestLot.Seedance, TestLot.Veo];
        var byModel = endpoints.ToDictionary(e => e, e => Enumerable.Range(0, 1500).SelectMany(i => Plan(e, Shot($"a person number {i}")).Habits).GroupBy(HabitEffects.FieldOf).ToDictionary(g => g.Key, g => g.Count()));

        int Count(string endpoint, ClauseKind field) => byModel[endpoint].GetValueOrDefault(field);
        Assert.True(Count(TestLot.Kling, ClauseKind.Pose) > 2 * Count(TestLot.Veo, ClauseKind.Pose));
        Assert.True(Count(TestLot.Kling, ClauseKind.Motion) > 2 * Count(TestLot.Seedance, ClauseKind.Motion));
        Assert.True(Count(TestLot.Seedance, ClauseKind.Palette) > 2 * Count(TestLot.Kling, ClauseKind.Palette));
        Assert.True(Count(TestLot.Seedance, ClauseKind.Stability) > 2 * Count(TestLot.Veo, ClauseKind.Stability));
        Assert.True(Count(TestLot.Veo, ClauseKind.Lighting) > 2 * Count(TestLot.Kling, ClauseKind.Lighting));
        Assert.True(Count(TestLot.Veo, ClauseKind.Composition) > 2 * Count(TestLot.Seedance, ClauseKind.Composition));
    }

    [Fact]
    public void Apply_AnotherFieldChanged_KeepsTheFaultExactly()
    {
        var changed = 0;
        for (var i = 0; i < 600; i++)
        {
            var prompt = Shot($"a person number {i}");
            var plan = Plan(TestLot.Veo, prompt);
            if (!plan.Habits.Contains(Habit.TooDark))
                continue;
            var other = Plan(TestLot.Veo, prompt.Replace("gentle movement, speed 100%", "moderate movement, speed 80%").Replace("facing right", "facing left, exactly as described"));
            Assert.Contains(Habit.TooDark, other.Habits);
            Assert.Equal(plan.Script.Light.Exposure, other.Script.Light.Exposure);
            changed++;
        }

        Assert.True(changed > 10);
    }

    [Fact]
    public void Apply_NumbersOfTheOwnField_CompensateAndDoNotDrawAnew()
    {
        var plan = Enumerable.Range(0, 400).Select(i => Shot($"a person number {i}")).First(p => Plan(TestLot.Veo, p).Habits.Contains(Habit.TooDark));

        var before = Plan(TestLot.Veo, plan).Script.Light.Exposure;
        var after = Plan(TestLot.Veo, plan.Replace("exposure +0 EV", "exposure +1.2 EV")).Script.Light.Exposure;

        Assert.Equal(before + 1.2, after, 6);
    }

    [Fact]
    public void Apply_NewSeedOrRepeat_DrawsAnew()
    {
        var prompts = Enumerable.Range(0, 300).Select(i => Shot($"a person number {i}")).ToList();

        var seeds = prompts.Count(p => !Plan(TestLot.Veo, p, seed: 1).Habits.SequenceEqual(Plan(TestLot.Veo, p, seed: 2).Habits));
        var repeats = prompts.Count(p => !Plan(TestLot.Kling, p, repeat: 0).Habits.SequenceEqual(Plan(TestLot.Kling, p, repeat: 1).Habits));
        var same = prompts.Count(p => !Plan(TestLot.Veo, p, seed: 1, repeat: 0).Habits.SequenceEqual(Plan(TestLot.Veo, p, seed: 1, repeat: 4).Habits));

        Assert.InRange(seeds, 60, 240);
        Assert.InRange(repeats, 60, 240);
        Assert.Equal(0, same);
    }

    private static string Shot(string subject)
        => $"Subject: {subject}\nLighting: warm soft key light from the left, exposure +0 EV\nPalette: amber and teal\nComposition: medium shot, subject at 33% across and 55% down, scale 100%\nPose: standing, reaching, facing right\nEnvironment: harbor\nCamera: slow push in\nMotion: gentle movement, speed 100%\nSound: waves";

    private static TakePlan Plan(string endpoint, string prompt, long? seed = null, int repeat = 0)
    {
        var sheet = new ClauseSheet(prompt);
        return new HabitBook(Options).Apply(new TakeOrder(endpoint, prompt, 64, 36, 5, true, seed, repeat), sheet, ScriptReader.Read(sheet), 1, 1);
    }
}
