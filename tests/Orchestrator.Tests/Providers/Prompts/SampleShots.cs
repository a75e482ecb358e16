using Orchestrator.Model;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>Shots in which every word of every field comes up.</summary>
internal static class SampleShots
{
    private static readonly string[] Subjects = ["a barista in a navy apron", "a ceramic cup of coffee", "two boats on calm water", "a fisherman in a yellow coat with a rope", "an old lamp"];
    private static readonly string[] Actions = ["The barista pours milk into the cup and looks up", "Steam rises and thins", "Two boats drift past each other", "The fisherman coils the rope, slowly"];
    private static readonly string[] Settings = ["harbor quay", "cafe by the window", "plain backdrop", "mountain road", "small kitchen", "street market", "beach"];
    private static readonly string[][] Colours = [["amber", "teal", "cream"], ["navy"], ["rust", "sand"]];
    private static readonly string?[] Sounds = ["soft waves and distant gulls", null, "quiet room tone", "a calm piano"];

    /// <summary>Thirty of them, always the same.</summary>
    public static IReadOnlyList<ShotFields> Thirty { get; } = [.. Enumerable.Range(0, 30).Select(Of)];

    /// <summary>The shot of a number.</summary>
    public static ShotFields Of(int number) => new(
        new(At(Subjects, number)),
        new(Word<Warmth>(number), Word<LightQuality>(number / 2), Word<LightDirection>(number), Word<TimeOfDay>(number), number % 5 == 4 ? 1.3 : number % 7 == 3 ? -0.75 : 0),
        new(At(Colours, number), number % 6 == 5 ? 160 : 100, number % 6 == 2 ? -40 : 0),
        new(Word<Framing>(number), 20 + (number * 7 % 60), 40 + (number * 5 % 40), number % 8 == 7 ? 85 : 100),
        new(Word<Stance>(number), Word<Gesture>(number), Word<Facing>(number), Word<Insistence>(number / 4)),
        new(At(Settings, number), Word<Weather>(number / 3)),
        new(Word<CameraMove>(number), Word<Pace>(number), Word<Insistence>(number / 5)),
        new(Word<MotionLevel>(number), number % 9 == 8 ? 60 : 100, Word<Insistence>(number / 7)),
        new(Word<Insistence>(number / 6)),
        new(At(Sounds, number), Word<Insistence>(number / 8)))
    {
        // One in five tells of nothing, as plans once did.
        Action = number % 5 == 2 ? null : new(At(Actions, number), Word<Insistence>(number / 3)),
    };

    private static T At<T>(T[] values, int number) => values[number % values.Length];

    private static T Word<T>(int number)
        where T : struct, Enum => At(Enum.GetValues<T>(), number);
}
