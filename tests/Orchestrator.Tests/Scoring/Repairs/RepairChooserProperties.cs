using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Model;
using static Orchestrator.Tests.Scoring.Repairs.Attempts;

namespace Orchestrator.Tests.Scoring.Repairs;

/// <summary>What holds for every history of attempts: whole repair loops are played with random faults and outcomes.</summary>
public sealed class RepairChooserProperties
{
    private static readonly string[] Names =
        ["ev", "warmth", "cast", "hue", "saturation", "dx", "dy", "scale", "outline", "speed", "frozen", "level", "flicker", "missingFrames", "missingSeconds", "silent"];

    [Fact]
    public void Choose_AnyHistory_ChangesExactlyOneFieldAndNeverRepeats() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Histories(), Plays));

    [Fact]
    public void Choose_SameHistory_GivesTheSameAnswer() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Histories(), seed =>
        {
            Assert.Equal(Play(seed).Select(Line), Play(seed).Select(Line));
        }));

    private static string Line(Attempt attempt) => $"{attempt.Number} {attempt.Changed} {attempt.Request.Seed} {attempt.Request.Seconds} {attempt.Request.Fields}";

    private static Arbitrary<int> Histories() => ArbMap.Default.ArbFor<int>();

    private static void Plays(int seed)
    {
        var attempts = Play(seed);
        Assert.Equal(attempts.Count, attempts.Select(attempt => attempt.Request).Distinct().Count());
        Assert.InRange(attempts.Count, 1, 8);
        foreach (var attempt in attempts.Skip(1))
        {
            var parent = attempts.Single(other => other.Number == attempt.Parent);
            Assert.Equal([attempt.Changed!.Value], attempt.Request.Diff(parent.Request));
        }
    }

    // One shot from its first take to its end, as the workflow plays it.
    private static List<Attempt> Play(int seed)
    {
        var random = new Random(seed);
        var maximum = random.Next(1, 9);
        List<Attempt> attempts = [Attempt(1, Any(random), AnyCard(random))];
        var best = attempts[0];
        while (true)
        {
            // As they come out of a history: nothing is the same object any more.
            var repair = Choose(best.Number, maximum, JsonSerializer.Deserialize<Attempt[]>(JsonSerializer.Serialize(attempts))!);
            if (repair.Kind != RepairKind.Retry)
                return attempts;
            Assert.Equal(best.Number, repair.Parent);
            var card = random.Next(6) == 0 ? null : AnyCard(random);
            var refused = card is null && random.Next(2) == 0;
            var next = Attempt(attempts.Count + 1, repair.Request!, card, repair.Parent, repair.Changed, refused ? OutcomeClass.Refused : null);
            attempts.Add(next);
            if (card is not null && card.BetterThan(best.Card!))
                best = next;
        }
    }

    private static TakeRequest Any(Random random)
    {
        var fields = FilmedShot.Fields with
        {
            Lighting = FilmedShot.Fields.Lighting with { Warmth = (Warmth)random.Next(3), ExposureEv = random.Next(-20, 21) / 10.0 },
            Palette = FilmedShot.Fields.Palette with { SaturationPercent = random.Next(25, 301), HueShiftDegrees = random.Next(-180, 181) },
            Composition = FilmedShot.Fields.Composition with { SubjectX = random.Next(2, 99), ScalePercent = random.Next(50, 201) },
            Pose = FilmedShot.Fields.Pose with { Insistence = (Insistence)random.Next(3) },
            Camera = FilmedShot.Fields.Camera with { OneTake = (Insistence)random.Next(3) },
            Motion = new Motion((MotionLevel)random.Next(4), random.Next(10, 401), (Insistence)random.Next(3)),
            Stability = new Stability((Insistence)random.Next(3)),
        };
        return Request(fields, random.Next(2, 12), random.NextInt64(1, 1000)) with
        {
            References = random.Next(2) == 0 ? null : [new(ReferenceKind.Image, new AssetRef(new string('c', 64), 10, "image/png"), "Mara")],
        };
    }

    private static ScoreCard AnyCard(Random random)
    {
        var failed = random.Next(8) == 0 ? (ScoredAttribute?)null : ScoredAttributes.OfEveryTake[random.Next(9)];
        return Card(failed, 1.01 + (3 * random.NextDouble()), [.. Names.Where(_ => random.Next(4) > 0).Select(name => (name, (8 * random.NextDouble()) - 4))]);
    }
}
