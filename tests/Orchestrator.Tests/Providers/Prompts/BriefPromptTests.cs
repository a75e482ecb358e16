using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>The prompts of several shots in one generation, for which a model takes few characters.</summary>
public sealed class BriefPromptTests : IDisposable
{
    private static readonly IReadOnlyList<ModelRow> Rows = [.. ModelRequests.Rows.Where(row => row.Several is not null)];

    private readonly ModelRequests requests = new();

    public void Dispose() => requests.Dispose();

    [Fact]
    public void Catalogue_RowsOfSeveralShots_NameTheirLimit()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row => Assert.Equal(512, row.Several!.PromptLimit));
    }

    [Fact]
    public async Task Request_OfTheWordiestShots_FitsAndCutsNoWord()
    {
        foreach (var row in Rows)
        {
            var wordy = Planned(Wordiest());
            var references = row.References.Total == 0 ? null : Enumerable.Range(1, 4).Select(number => new TakeReference(ReferenceKind.Image, requests.Start, $"wordy purpose {number}")).ToList();
            var request = Take(row, wordy) with { Cuts = [new("s02", wordy, 4), new("s03", wordy with { Ending = null }, 4)], References = references };

            foreach (var prompt in Prompts(await requests.BodyAsync(request, row)))
            {
                Assert.InRange(prompt.Length, 300, 512);
                Assert.All(["Subject: wordy", "Action: wordy", "Lighting: ", "Palette: ", "Composition: ", "Pose: ", "Environment: wordy", "Camera: ", "Motion: ", "Sound: wordy"], clause => Assert.Contains(clause, prompt));
                Assert.All(prompt.Split(['\n', ' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('w') && word != "with"), word => Assert.Contains(word, new[] { "wordy", "wordy." }));
            }
        }
    }

    [Fact]
    public async Task Request_OfShotsThatAskForEverythingAtOnce_StillFits()
    {
        foreach (var row in Rows)
        {
            var request = Take(row, Wordiest()) with { Cuts = [new("s02", Wordiest(), 4), new("s03", Wordiest() with { Ending = null }, 4)] };

            Assert.All(Prompts(await requests.BodyAsync(request, row)), prompt => Assert.InRange(prompt.Length, 400, 512));
        }
    }

    [Fact]
    public async Task Request_OfThirtyShots_FitsAndSaysEveryField()
    {
        foreach (var row in Rows)
        {
            foreach (var pair in SampleShots.Thirty.Chunk(2))
            {
                var prompts = Prompts(await requests.BodyAsync(Take(row, pair[0]) with { Cuts = [new("s02", pair[1], 4)] }, row)).ToList();

                Assert.All(prompts, prompt => Assert.InRange(prompt.Length, 100, 512));
                Assert.Contains(pair[1].Subject.Description, prompts[1]);
                Assert.Contains(pair[1].Environment.Setting, prompts[1]);
            }
        }
    }

    [Fact]
    public async Task Request_OneFieldOfOneShotChanged_DiffersInItsClauseAlone()
    {
        var row = Rows[0];
        for (var number = 0; number < 30; number++)
        {
            var (before, other) = (Planned(SampleShots.Of(number)), SampleShots.Of(number + 7));
            (string Label, ShotFields Fields)[] changes =
            [
                ("Subject", before with { Subject = new(string.Join(' ', Enumerable.Repeat("longer", 90))) }), ("Lighting", before with { Lighting = other.Lighting }), ("Palette", before with { Palette = other.Palette }),
                ("Composition", before with { Composition = other.Composition }), ("Pose", before with { Pose = other.Pose }), ("Environment", before with { Environment = other.Environment }),
                ("Camera", before with { Camera = other.Camera }), ("Motion", before with { Motion = other.Motion }), ("Stability", before with { Stability = other.Stability }),
            ];
            var plain = Clauses(await BodyAsync(before));
            foreach (var (label, fields) in changes)
            {
                var changed = Clauses(await BodyAsync(fields));
                Assert.All(plain.Keys.Union(changed.Keys).Where(key => plain.GetValueOrDefault(key) != changed.GetValueOrDefault(key)), key => Assert.Equal(label, key));
            }
        }

        async Task<string> BodyAsync(ShotFields fields) => Prompts(await requests.BodyAsync(Take(row, SampleShots.Of(0)) with { Cuts = [new("s02", fields, 4)] }, row)).Last();
    }

    [Fact]
    public void Shortened_NamesWhatWasToldInPartAndNothingElse()
    {
        var row = Rows[0];
        var plain = SampleShots.Of(0);
        var wordy = plain with { Subject = new(string.Join(' ', Enumerable.Repeat("wordy", 40))) };

        Assert.Empty(PromptCompiler.Shortened(Take(row, wordy), row));
        Assert.Empty(PromptCompiler.Shortened(Take(row, plain) with { Cuts = [new("s02", plain, 4)] }, row));
        Assert.Equal(["subject of s02"], PromptCompiler.Shortened(Take(row, plain) with { Cuts = [new("s02", wordy, 4)] }, row));
    }

    private TakeRequest Take(ModelRow row, ShotFields fields) => new("s01", row.Name, fields, 4, 7, requests.Start, new(1280, 720));

    private static ShotFields Wordiest()
    {
        var words = string.Join(' ', Enumerable.Repeat("wordy", 400));
        return new(
            new(words),
            new(Warmth.Neutral, LightQuality.Soft, LightDirection.Right, TimeOfDay.Night, -10.25),
            new([words, words], 399.25, -179.25),
            new(Framing.Medium, 100, 100, 399.25),
            new(Stance.Crouching, Gesture.Reaching, Facing.Camera, Insistence.Strict),
            new(words, Weather.Snow),
            new(CameraMove.TiltDown, Pace.Medium, Insistence.Strict),
            new(MotionLevel.Energetic, 799.25, Insistence.Strict),
            new(Insistence.Strict),
            new(words, Insistence.Strict)) { Action = new(words, Insistence.Strict), Ending = new(words, Insistence.Strict) };
    }

    // As a plan asks, before anything is repaired.
    private static ShotFields Planned(ShotFields fields) => fields with
    {
        Lighting = fields.Lighting with { ExposureEv = 0 },
        Palette = new(fields.Palette.Colours),
        Composition = fields.Composition with { ScalePercent = 100 },
        Pose = fields.Pose with { Insistence = Insistence.Plain },
        Action = fields.Action is { } action ? new(action.Description) : null,
        Camera = fields.Camera with { OneTake = Insistence.Plain },
        Motion = new(fields.Motion.Level),
        Stability = new(),
        Audio = new(fields.Audio.Description),
        Ending = fields.Ending is { } end ? new(end.Description) : null,
    };

    private static IEnumerable<string> Prompts(System.Text.Json.Nodes.JsonObject body) => body["multi_prompt"]!.AsArray().Select(shot => shot!["prompt"]!.GetValue<string>());

    private static Dictionary<string, string> Clauses(string prompt) => prompt.Split('\n').ToDictionary(line => line[..line.IndexOf(':')], line => line);
}
