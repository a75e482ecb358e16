using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>A repair is a diff: whatever field of whatever shot changes, the requests to all models differ in that field's part alone.</summary>
public sealed class OneFieldProperties : IDisposable
{
    private static readonly Dictionary<ShotField, string> Labels = new()
    {
        [ShotField.Subject] = "Subject", [ShotField.Lighting] = "Lighting", [ShotField.Palette] = "Palette", [ShotField.Composition] = "Composition", [ShotField.Pose] = "Pose",
        [ShotField.Action] = "Action", [ShotField.Environment] = "Environment", [ShotField.Camera] = "Camera", [ShotField.Motion] = "Motion", [ShotField.Stability] = "Stability", [ShotField.Audio] = "Sound",
    };

    private readonly ModelRequests requests = new();

    public void Dispose() => requests.Dispose();

    [Fact]
    public void Request_OneFieldChanged_DiffersInThatFieldsPartAlone() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(ArbMap.Default.ArbFor<int>(), Differs));

    [Fact]
    public async Task Request_SecondsOrSeedChanged_DiffersInTheirFieldsAlone()
    {
        foreach (var row in ModelRequests.Rows)
        {
            var plain = Take(row, SampleShots.Of(1));
            var body = await requests.BodyAsync(plain, row);
            var longer = Changed(body, await requests.BodyAsync(plain with { Seconds = row.Seconds.Append(plain.Seconds + 1).First(step => step != plain.Seconds) }, row), "");
            var reseeded = Changed(body, await requests.BodyAsync(plain with { Seed = 8 }, row), "");

            Assert.All(longer, path => Assert.Matches("(?i)duration|num_frames", path));
            Assert.All(reseeded, path => Assert.EndsWith("seed", path));
        }
    }

    [Fact]
    public void Prompt_OfTheWordiestShot_FitsEveryModel()
    {
        var words = string.Join(' ', Enumerable.Repeat("wordy", 4000));
        var fields = new ShotFields(
            new(words),
            new(Warmth.Neutral, LightQuality.Soft, LightDirection.Right, TimeOfDay.Night, -10.25),
            new([words, words], 399.25, -179.25),
            new(Framing.Medium, 100.25, 100.25, 399.25),
            new(Stance.Crouching, Gesture.Reaching, Facing.Camera, Insistence.Strict),
            new(words, Weather.Snow),
            new(CameraMove.TiltDown, Pace.Medium, Insistence.Strict),
            new(MotionLevel.Energetic, 799.25, Insistence.Strict),
            new(Insistence.Strict),
            new(words, Insistence.Strict)) { Action = new(words, Insistence.Strict) };
        foreach (var row in ModelRequests.Rows)
        {
            var references = Enumerable.Range(1, row.References.Total).Select(number => new TakeReference(ReferenceKind.Image, requests.Start, $"{words} {number}")).ToList();
            var request = Take(row, fields) with { References = references.Count > 0 ? references : null, Source = null };

            Assert.InRange(PromptCompiler.Video(request, row).Length, 100, row.PromptLimit);
        }
    }

    private void Differs(int seed)
    {
        var random = new Random(seed);
        var before = Wordy(SampleShots.Of(random.Next(1000)), random);
        var field = Labels.Keys.ElementAt(random.Next(Labels.Count));
        var after = With(before, field, Wordy(SampleShots.Of(random.Next(1000)), random));
        if (before.Diff(after).Count == 0)
            return;
        foreach (var row in ModelRequests.Rows)
        {
            var (first, second) = (requests.BodyAsync(Take(row, before), row).GetAwaiter().GetResult(), requests.BodyAsync(Take(row, after), row).GetAwaiter().GetResult());
            foreach (var path in Changed(first, second, ""))
                Assert.True(IsPartOf(path, field, first, second, row), $"{row.Name}: a change of {field} changes {path}.");
        }
    }

    // An edit asks for its one clause, so that a change of any other field changes nothing at all.
    private TakeRequest Take(ModelRow row, ShotFields fields) => new("s01", row.Name, fields, row.Step(5), 7, requests.Start, new(1280, 720))
    {
        Extends = row.Input.Form == "extend" ? new(requests.Clip, 192) : null,
        Source = row.Edits && row.Input.Form != "extend" ? new(requests.Clip, "job-1", ShotField.Lighting) : null,
    };

    private static bool IsPartOf(string path, ShotField field, JsonObject before, JsonObject after, ModelRow row)
    {
        if (Text(before, path) is not { } first || !first.Contains(": ", StringComparison.Ordinal))
            return field == ShotField.Audio;
        var (lines, others) = (first.Split('\n'), Text(after, path)!.Split('\n'));
        return lines.Length == others.Length && lines.Zip(others).Where(pair => pair.First != pair.Second).All(pair => pair.First.StartsWith($"{Labels[field]}: ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Changed(JsonNode? before, JsonNode? after, string path) => (before, after) switch
    {
        _ when JsonNode.DeepEquals(before, after) => [],
        (JsonObject first, JsonObject second) => first.Select(pair => pair.Key).Union(second.Select(pair => pair.Key)).SelectMany(name => Changed(first[name], second[name], $"{path}/{name}")),
        (JsonArray first, JsonArray second) when first.Count == second.Count => Enumerable.Range(0, first.Count).SelectMany(index => Changed(first[index], second[index], $"{path}/{index}")),
        _ => [path],
    };

    private static string? Text(JsonObject body, string path)
    {
        JsonNode? node = body;
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node is JsonArray items ? items[int.Parse(step)] : node?[step];
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    // Some texts are longer than any model takes: what is cut must not depend on the other fields.
    private static ShotFields Wordy(ShotFields fields, Random random)
    {
        var words = string.Join(' ', Enumerable.Repeat("longer", random.Next(0, 4) == 0 ? random.Next(20, 900) : 0));
        return random.Next(4) switch
        {
            3 => fields with { Action = fields.Action is { } action ? action with { Description = $"{action.Description} {words}".Trim() } : null },
            0 => fields with { Subject = new($"{fields.Subject.Description} {words}".Trim()) },
            1 => fields with { Environment = new($"{fields.Environment.Setting} {words}".Trim(), fields.Environment.Weather) },
            _ => fields with { Audio = fields.Audio.Description is { } heard ? fields.Audio with { Description = $"{heard} {words}".Trim() } : fields.Audio },
        };
    }

    private static ShotFields With(ShotFields fields, ShotField field, ShotFields other) => field switch
    {
        ShotField.Subject => fields with { Subject = other.Subject },
        ShotField.Lighting => fields with { Lighting = other.Lighting },
        ShotField.Palette => fields with { Palette = other.Palette },
        ShotField.Composition => fields with { Composition = other.Composition },
        ShotField.Pose => fields with { Pose = other.Pose },
        // Whether there is an action is no repair: a shot has one or has none.
        ShotField.Action => fields with { Action = fields.Action is null ? null : other.Action ?? fields.Action },
        ShotField.Environment => fields with { Environment = other.Environment },
        ShotField.Camera => fields with { Camera = other.Camera },
        ShotField.Motion => fields with { Motion = other.Motion },
        ShotField.Stability => fields with { Stability = other.Stability },
        _ => fields with { Audio = other.Audio },
    };
}
