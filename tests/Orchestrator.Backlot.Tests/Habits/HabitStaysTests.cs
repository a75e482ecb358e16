using System.Collections.Concurrent;
using static Orchestrator.Backlot.Tests.Habits.ClipMeasures;

namespace Orchestrator.Backlot.Tests.Habits;

/// <summary>A habit is as strong as ever where a field is changed that is not its own.</summary>
public class HabitStaysTests(HabitStaysTests.Set set) : IClassFixture<HabitStaysTests.Set>
{
    private const string Prompt = TestLot.Prompt + "\nPalette: navy, teal and cream, saturation 100%, hue shift +0 degrees";
    private const string Light = "day\n => day, exposure +0.5 EV\n";
    private const string Pose = "facing right => facing right, strictly and exactly as described";

    [Theory]
    [InlineData(Habit.TooDark, Pose)]
    [InlineData(Habit.TooBright, Pose)]
    [InlineData(Habit.TooWarm, Pose)]
    [InlineData(Habit.TooCool, Pose)]
    [InlineData(Habit.HueDrift, Pose)]
    [InlineData(Habit.Faded, Pose)]
    [InlineData(Habit.OffMark, Pose)]
    [InlineData(Habit.TooClose, Pose)]
    [InlineData(Habit.WrongPose, Light)]
    [InlineData(Habit.Frozen, Light)]
    [InlineData(Habit.TooFast, Light)]
    [InlineData(Habit.Flicker, Light)]
    [InlineData(Habit.Cut, Light)]
    [InlineData(Habit.TooShort, Light)]
    [InlineData(Habit.Silent, Light)]
    public async Task AnotherField_Changed_TheFaultStays(Habit habit, string change)
    {
        var prompt = change.Split(" => ") is [var from, var to] ? Prompt.Replace(from, to) : Prompt;
        Assert.NotEqual(Prompt, prompt);

        var (clean, faulty) = (await set.CleanAsync(prompt), await set.TakeAsync($"{habit} {prompt}"));

        Assert.True(Shows(habit, clean, faulty));
        Assert.False(Shows(habit, clean, clean));
    }

    [Theory]
    [InlineData("black_tail")]
    [InlineData("letterbox")]
    [InlineData("wrong_fps")]
    [InlineData("wrong_duration")]
    [InlineData("identity_drift")]
    [InlineData("flicker")]
    [InlineData("silent")]
    [InlineData("too_dark")]
    public async Task Misbehave_ForTwoTakes_AnotherFieldDoesNotCureTheSecondAndTheThirdIsSound(string name)
    {
        var (plain, changed) = ($"{name}, {Prompt}", $"{name}, {Prompt.Replace("facing right", "facing left")}");
        await set.ScriptAsync(new { action = "misbehave", habit = name, prompt = name, times = 2 });
        var habit = Enum.Parse<Habit>(name.Replace("_", ""), ignoreCase: true);

        var (first, second, third) = (await set.TakeAsync(plain), await set.TakeAsync(changed), await set.TakeAsync(plain));

        Assert.True(Shows(habit, third, first));
        Assert.True(Shows(habit, await set.CleanAsync(Prompt.Replace("facing right", "facing left")), second));
        Assert.False(Shows(habit, await set.CleanAsync(Prompt), third));
    }

    // What the habit is known by, beside the same take without it.
    private static bool Shows(Habit habit, Clip clean, Clip seen) => habit switch
    {
        Habit.TooDark => Math.Log2(seen.Light / clean.Light) < -0.6,
        Habit.TooBright => Math.Log2(seen.Light / clean.Light) > 0.4,
        Habit.TooWarm => Math.Log(seen.RedOverBlue / clean.RedOverBlue) > 0.25,
        Habit.TooCool => Math.Log(seen.RedOverBlue / clean.RedOverBlue) < -0.25,
        Habit.HueDrift => Math.Abs(Turn(clean, seen)) > 22,
        Habit.Faded => Strength(seen) < 0.7 * Strength(clean),
        Habit.OffMark => Math.Abs(seen.Red().X - clean.Red().X) > 0.08,
        Habit.TooClose => Math.Sqrt((double)seen.Red().Area / clean.Red().Area) > 1.12,
        Habit.WrongPose => Clip.Difference(seen.Frames[0], clean.Frames[0]) > 1,
        Habit.Frozen => seen.Steps()[30..].Average() < clean.Steps()[30..].Average() / 3,
        Habit.TooFast => seen.Steps().Average() > 1.3 * clean.Steps().Average(),
        Habit.Flicker => Shimmer(seen) > 0.02,
        Habit.Cut => seen.Steps().Max() > 10 * clean.Steps().Max(),
        Habit.TooShort => seen.Frames.Length <= clean.Frames.Length - 12,
        Habit.Silent => Loudness(seen) < 5,
        Habit.BlackTail => seen.Lumas()[^10..].All(luma => luma < 6),
        Habit.Letterbox => RowLight(seen.Frames[^1], 3) < 6 && RowLight(seen.Frames[^1], Clip.Height - 4) < 6,
        Habit.WrongFps => seen.Frames.Length == 45,
        Habit.WrongDuration => Math.Abs(seen.Frames.Length - 72) == 5,
        Habit.IdentityDrift => Subject(seen.Frames[70], clean.Frames[70]) > 2 && Subject(seen.Frames[10], clean.Frames[10]) < 0.5,
        _ => throw new ArgumentOutOfRangeException(nameof(habit), habit, "No measure."),
    };

    private static double RowLight(byte[] frame, int row) => frame.Skip(row * Clip.Width * 3).Take(Clip.Width * 3).Average(value => (double)value);

    // Where the subject stands.
    private static double Subject(byte[] one, byte[] other)
        => one.Zip(other, (a, b) => Math.Abs(a - b)).Where((_, index) => index / 3 % Clip.Width / (double)Clip.Width is > 0.42 and < 0.58).Average();

    /// <summary>One server for all of them, in which a habit's name in a prompt brings it about, and the takes without fault that they are held against.</summary>
    public sealed class Set : IAsyncLifetime
    {
        private readonly ConcurrentDictionary<string, Lazy<Task<Clip>>> clean = [];
        private TestLot lot = null!;

        public async Task InitializeAsync() => lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with
        {
            MaxHeight = 72,
            ForcedHabits = [.. Enum.GetValues<Habit>().Where(habit => habit <= Habit.Silent).Select(habit => new ForcedHabit($"{habit} ", habit))],
        });

        public async Task DisposeAsync() => await lot.DisposeAsync();

        internal Task ScriptAsync(object fault) => lot.ScriptAsync(fault);

        internal Task<Clip> CleanAsync(string prompt) => clean.GetOrAdd(prompt, words => new(() => TakeAsync(words))).Value;

        internal async Task<Clip> TakeAsync(string prompt)
        {
            var body = TestLot.Body(TestLot.Kling, prompt);
            body["generate_audio"] = true;
            return await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, body));
        }
    }
}
