using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Tests.Scoring;

namespace Orchestrator.Tests.Providers.Catalogue;

/// <summary>Documented defects: which rows name them, when they fire, and that the Backlot's models have them just then.</summary>
public sealed class ModelGuardTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();

    [Theory]
    [InlineData("kling.limb_ghosting", "kling-v3")]
    [InlineData("kling.rotation_clip", "kling-v3")]
    [InlineData("kling.mesh_bleed", "kling-v3")]
    [InlineData("seedance.latent_overload", "seedance-2.0-references", "seedance-2.0-direct")]
    [InlineData("seedance.wind_rig", "seedance-2.0-references", "seedance-2.0-direct")]
    [InlineData("seedance.buoyancy", "seedance-2.0")]
    [InlineData("sora.limb_diffusion", "sora-2")]
    public void Rows_OfTheModel_NameTheDefect(string defect, params string[] families)
    {
        var rows = Catalogue.Rows.Where(row => row.Kind == ModelKind.Video && !row.Edits && families.Any(family => row.Name.StartsWith(family, StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row.Guards, guard => guard.Source == $"documented defect {defect}"));
    }

    [Fact]
    public void SeedanceReferences_InputCap_IsOnTheRow() => Assert.Equal(new ReferenceLimits(9, 3, 3, 12), Catalogue.Find("seedance-2.0-references").References);

    [Theory]
    [InlineData("people, over 8 seconds", 8, false)]
    [InlineData("people, over 8 seconds", 9, true)]
    public void Matches_Seconds_AreThoseAskedOfTheModel(string when, int seconds, bool expected) =>
        Assert.Equal(expected, new ModelGuard(when, "", "").Matches(TestShots.Shot(), seconds));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Matches_ReferenceClips_AreCounted(int clips, bool expected)
    {
        var shot = TestShots.Shot();
        shot = shot with { Fields = shot.Fields with { Camera = new(CameraMove.PushIn, Pace.Slow) } };
        ReferenceKind[] kinds = [ReferenceKind.Image, .. Enumerable.Repeat(ReferenceKind.Video, clips)];

        Assert.Equal(expected, new ModelGuard("2 reference clips, moving camera, over 5 seconds", "", "").Matches(shot, 6, 720, kinds));
    }

    [Theory]
    [InlineData("harbor in a gale", true)]
    [InlineData("Windy cliff", true)]
    [InlineData("window of a cafe", false)]
    public void Matches_Wind_IsAWordOfThePlace(string place, bool expected)
    {
        var shot = TestShots.Shot();

        Assert.Equal(expected, new ModelGuard("wind", "", "").Matches(shot with { Fields = shot.Fields with { Environment = new(place) } }, 5));
    }

    // sora.spatiotemporal: movement is told apart from the place, whatever the model; requests of old films are replayed, not sent.
    [Fact]
    public void Prompt_MovementAndPlace_AreLinesOfTheirOwn()
    {
        var lines = PromptCompiler.Video(TestShots.Fields()).Split('\n');

        Assert.Single(lines, line => line.StartsWith("Environment: ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("Motion: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KlingGuards_AndTheBacklotsKling_AgreeShotByShot()
    {
        using var folder = new TempFolder();
        // Habits by lot are too rare to be drawn; what is documented is not by lot.
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.Path, HabitScale = 1e-12, MaxHeight = 64 }, default);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", "Key test");
        var cases = Cases().ToList();

        foreach (var (row, fields) in cases)
        {
            var body = new JsonObject { ["prompt"] = PromptCompiler.Video(fields), ["duration"] = "3", ["generate_audio"] = false };
            using var answer = await http.PostAsJsonAsync(new Uri(backlot.FalQueue, row.Endpoint.Replace("image-to-video", "text-to-video")), body);
            answer.EnsureSuccessStatusCode();
            var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();
            var shown = await DefectsAsync(http, backlot, ticket);
            var guards = row.Guards.Where(guard => guard.Matches(TestShots.Shot() with { Fields = fields }, 3, row.Lines[0])).Select(guard => guard.Source["documented defect ".Length..]);
            Assert.Equal((fields, string.Join(' ', guards.Order(StringComparer.Ordinal))), (fields, string.Join(' ', shown.Order(StringComparer.Ordinal))));
        }
    }

    private static IEnumerable<(ModelRow Row, ShotFields Fields)> Cases()
    {
        var fields = TestShots.Fields();
        foreach (var row in new[] { Catalogue.Find("kling-v3-pro"), Catalogue.Find("kling-v3-standard") })
        {
            foreach (var framing in Enum.GetValues<Framing>())
                yield return (row, fields with { Composition = fields.Composition with { Framing = framing }, Motion = new(MotionLevel.Energetic) });
            yield return (row, fields with { Motion = new(MotionLevel.Moderate) });

            yield return (row, fields with { Pose = fields.Pose with { Stance = Stance.Walking, Facing = Facing.Right }, Motion = new(MotionLevel.Moderate) });
            yield return (row, fields with { Camera = new(CameraMove.PanLeft, Pace.Fast) });
        }
    }

    private static async Task<List<string>> DefectsAsync(HttpClient http, BacklotServer backlot, JsonElement ticket)
    {
        using var stream = await http.GetAsync(ticket.GetProperty("status_url").GetString() + "/stream");
        Assert.Contains("\"COMPLETED\"", await stream.Content.ReadAsStringAsync());
        var journal = await http.GetFromJsonAsync<JsonElement>(new Uri(backlot.Address, "_backlot/journal"));
        return [.. journal.EnumerateArray()
            .Where(line => line.GetProperty("kind").GetString() == "defects" && line.GetProperty("request_id").GetString() == ticket.GetProperty("request_id").GetString())
            .SelectMany(line => line.GetProperty("detail").EnumerateArray().Select(defect => defect.GetString()!))];
    }
}
