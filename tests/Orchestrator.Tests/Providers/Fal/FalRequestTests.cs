using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Fal;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>What is posted to each endpoint, field by field as its page documents it.</summary>
public class FalRequestTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.ReadInstalled();
    private static readonly AssetRef Frame = new(new string('a', 64), 10, "image/png");
    private static readonly AssetRef Clip = new(new string('c', 64), 10, "video/mp4");

    [Theory]
    [InlineData("kling-v3-pro", 5, "start_image_url", "duration=5", "generate_audio=false")]
    [InlineData("seedance-2.0", 5, "image_url", "duration=5", "resolution=720p")]
    [InlineData("veo-3.1", 8, "image_url", "duration=8s", "auto_fix=false")]
    [InlineData("veo-3.1-fast", 8, "image_url", "duration=8s", "aspect_ratio=16:9")]
    [InlineData("veo-3.1-frames", 8, "first_frame_url", "duration=8s", "resolution=720p")]
    [InlineData("veo-3.1-text", 6, null, "duration=6s", "seed=7")]
    [InlineData("ltx-2.3", 6, "image_url", "duration=6", "resolution=1080p")]
    [InlineData("wan-2.7", 6, "image_url", "duration=6", "enable_prompt_expansion=false")]
    [InlineData("wan-2.5", 5, "image_url", "duration=5", "resolution=720p")]
    [InlineData("wan-2.2-text", 5, null, "num_frames=121", "frames_per_second=24")]
    [InlineData("luma-ray-3.2", 5, "image_url", "duration=5s", "resolution=720p")]
    [InlineData("gemini-omni-fal", 8, "image_url", "duration=8", "aspect_ratio=16:9")]
    public async Task Write_PlainTake_HasTheDocumentedFields(string model, int seconds, string? image, string first, string second)
    {
        var body = Write(await RequestAsync(model, seconds));

        Assert.StartsWith("Subject: ", body["prompt"]!.GetValue<string>());
        if (image is not null)
            Assert.Equal("at:a", body[image]!.GetValue<string>());
        else
            Assert.DoesNotContain(body, pair => pair.Key.EndsWith("_url", StringComparison.Ordinal));
        Assert.All([first, second], expected => Assert.Equal(expected[(expected.IndexOf('=') + 1)..], body[expected[..expected.IndexOf('=')]]?.ToString()));
    }

    [Fact]
    public async Task Write_NumericDurations_AreNumbers()
    {
        Assert.Equal(System.Text.Json.JsonValueKind.Number, Write(await RequestAsync("ltx-2.3", 6))["duration"]!.GetValueKind());
        Assert.Equal(System.Text.Json.JsonValueKind.String, Write(await RequestAsync("kling-v3-pro", 6))["duration"]!.GetValueKind());
    }

    [Theory]
    [InlineData(2352, 1008, "21:9")]
    [InlineData(1680, 720, "21:9")]
    [InlineData(1280, 720, "16:9")]
    [InlineData(720, 960, "3:4")]
    public async Task Write_Shape_IsNamedAsProvidersNameIt(int width, int height, string shape)
    {
        var request = await RequestAsync("seedance-2.0-references", 5) with { Size = new(width, height), References = [new(ReferenceKind.Image, Frame, "the start")] };

        Assert.Equal(shape, Write(request)["aspect_ratio"]!.GetValue<string>());
        Assert.Contains(shape, Catalogue.Find("seedance-2.0-references").Aspects);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(uint.MaxValue, int.MaxValue)]
    public async Task Write_SeedOfABrief_IsOneThatEveryEndpointTakes(long seed, long sent) =>
        Assert.Equal(sent, Write(await RequestAsync("wan-2.7", 5) with { Seed = seed })["seed"]!.GetValue<long>());

    [Fact]
    public async Task Write_SeveralShots_GoAsMultiPrompt()
    {
        var request = await RequestAsync("kling-v3-pro", 4);
        request = request with { Cuts = [new("s02", request.Fields with { Subject = new("a dog") }, 5), new("s03", request.Fields, 6)] };

        var body = Write(request);

        Assert.Null(body["prompt"]);
        var shots = body["multi_prompt"]!.AsArray();
        Assert.Equal(["4", "5", "6"], shots.Select(shot => shot!["duration"]!.GetValue<string>()));
        Assert.StartsWith("Subject: a dog", shots[1]!["prompt"]!.GetValue<string>());
        Assert.Equal("15", body["duration"]!.GetValue<string>());
        Assert.Null(FalInput.Problem(request, Catalogue.Find("kling-v3-pro")));
        Assert.Contains("at most 6 shots of 15 s", FalInput.Problem(request with { Seconds = 5 }, Catalogue.Find("kling-v3-pro")));
        Assert.Contains("one shot at a time", FalInput.Problem(request, Catalogue.Find("veo-3.1")));
    }

    [Fact]
    public async Task Write_Elements_AreGroupedByPurposeAndMentioned()
    {
        var request = await RequestAsync("kling-v3-pro", 5) with
        {
            References = [Image("1", "the barista"), Image("2", "the barista"), Image("3", "the cup")],
        };

        var body = Write(request);

        Assert.StartsWith("@Element1 is the barista.\n@Element2 is the cup.\nSubject: ", body["prompt"]!.GetValue<string>());
        var elements = body["elements"]!.AsArray();
        Assert.Equal(2, elements.Count);
        Assert.Equal("at:1", elements[0]!["frontal_image_url"]!.GetValue<string>());
        Assert.Equal(["at:2"], elements[0]!["reference_image_urls"]!.AsArray().Select(item => item!.GetValue<string>()));
        Assert.Equal(["at:3"], elements[1]!["reference_image_urls"]!.AsArray().Select(item => item!.GetValue<string>()));
    }

    [Fact]
    public async Task Write_SeedanceReferences_AreMentionedInTheOrderTheyAreSent()
    {
        var request = await RequestAsync("seedance-2.0-references", 5) with
        {
            References =
            [
                Image("1", "the barista"), new(ReferenceKind.Video, Clip, "the camera motion"),
                Image("2", "the cafe"), new(ReferenceKind.Audio, new(new string('9', 64), 5, "audio/wav"), "the rhythm"),
            ],
        };

        var body = Write(request);

        Assert.StartsWith("@Image1 is the barista.\n@Video1 is the camera motion.\n@Image2 is the cafe.\n@Audio1 is the rhythm.\n", body["prompt"]!.GetValue<string>());
        Assert.Equal(["at:1", "at:2"], body["image_urls"]!.AsArray().Select(item => item!.GetValue<string>()));
        Assert.Equal(["at:c"], body["video_urls"]!.AsArray().Select(item => item!.GetValue<string>()));
        Assert.Equal(["at:9"], body["audio_urls"]!.AsArray().Select(item => item!.GetValue<string>()));
    }

    [Theory]
    [InlineData(9, 3, 0, null)]
    [InlineData(9, 3, 3, "12 together")]
    [InlineData(10, 0, 0, "at most 9 pictures")]
    [InlineData(0, 4, 0, "3 clips")]
    [InlineData(0, 0, 1, "only beside a picture or a clip")]
    public async Task Problem_SeedanceReferences_KeepsTheLimits(int images, int videos, int sounds, string? problem)
    {
        var references = Enumerable.Repeat(Image("1", "a"), images)
            .Concat(Enumerable.Repeat(new TakeReference(ReferenceKind.Video, Clip, "b"), videos))
            .Concat(Enumerable.Repeat(new TakeReference(ReferenceKind.Audio, Clip, "c"), sounds));
        var request = await RequestAsync("seedance-2.0-references", 5) with { References = [.. references] };

        var found = FalInput.Problem(request, Catalogue.Find("seedance-2.0-references"));

        if (problem is null)
            Assert.Null(found);
        else
            Assert.Contains(problem, found);
    }

    [Theory]
    [InlineData(ShotField.Audio, "replace_audio", "Sound: ")]
    [InlineData(ShotField.Motion, "replace_video", "Motion: ")]
    public async Task Write_Retake_AsksForOneClauseInARangeOnly(ShotField field, string mode, string clause)
    {
        var request = await RequestAsync("ltx-2.3-retake", 6) with { Source = new(Clip, "r1", field, 1.5, 2) };

        var body = Write(request);

        Assert.StartsWith(clause, body["prompt"]!.GetValue<string>());
        Assert.Contains("change only this", body["prompt"]!.GetValue<string>());
        Assert.Equal("at:c", body["video_url"]!.GetValue<string>());
        Assert.Equal((1.5, 2.0), (body["start_time"]!.GetValue<double>(), body["duration"]!.GetValue<double>()));
        Assert.Equal(mode, body["retake_mode"]!.GetValue<string>());
        Assert.Contains("names none", FalInput.Problem(request with { Source = null }, Catalogue.Find("ltx-2.3-retake")));
    }

    [Fact]
    public async Task Write_Inpainting_NamesClipAndMaskAndFollowsItsInput()
    {
        var mask = new AssetRef(new string('m', 64), 5, "video/mp4");
        var request = await RequestAsync("wan-vace-inpaint", 5) with { Source = new(Clip, "", ShotField.Pose) { Region = new(0.3, 0.1, 0.4, 0.8), Mask = mask } };

        var body = Write(request);

        Assert.Equal(["prompt", "seed", "resolution", "match_input_num_frames", "match_input_frames_per_second", "enable_prompt_expansion", "video_url", "mask_video_url"], body.Select(pair => pair.Key));
        Assert.Equal(("at:c", "at:m", "720p"), (body["video_url"]!.GetValue<string>(), body["mask_video_url"]!.GetValue<string>(), body["resolution"]!.GetValue<string>()));
        Assert.Equal((true, true, false), (body["match_input_num_frames"]!.GetValue<bool>(), body["match_input_frames_per_second"]!.GetValue<bool>(), body["enable_prompt_expansion"]!.GetValue<bool>()));
        // Who, what, how and where: what is around the mask gives light and colours.
        Assert.Equal(["Subject", "Action", "Pose", "Environment"], body["prompt"]!.GetValue<string>().Split('\n').Select(line => line.Split(':')[0]));
        Assert.Contains("mask", FalInput.Problem(request with { Source = request.Source! with { Mask = null } }, Catalogue.Find("wan-vace-inpaint")));
    }

    [Fact]
    public async Task Write_EveryOneFieldChange_ChangesNothingElseOfAnyRow()
    {
        foreach (var row in Catalogue.Video(new(2026, 11, 20)).Where(row => row.Provider == "fal" && !row.Edits))
        {
            var before = await RequestAsync(row.Name, row.Seconds[0]);
            var after = before with { Fields = before.Fields with { Lighting = before.Fields.Lighting with { ExposureEv = 0.5 } } };

            var (was, now) = (Write(before), Write(after));

            var changed = was.Where(pair => !JsonNode.DeepEquals(pair.Value, now[pair.Key])).Select(pair => pair.Key);
            Assert.Equal(["prompt"], changed);
            var lines = was["prompt"]!.GetValue<string>().Split('\n').Zip(now["prompt"]!.GetValue<string>().Split('\n')).Where(pair => pair.First != pair.Second);
            Assert.StartsWith("Lighting: ", Assert.Single(lines).First);
        }
    }

    private static JsonObject Write(TakeRequest request) => FalInput.Write(request, Catalogue.Find(request.Model), asset => $"at:{asset.Sha256[0]}");

    private static TakeReference Image(string name, string purpose) => new(ReferenceKind.Image, new(new string(name[0], 64), 5, "image/png"), purpose);

    private static async Task<TakeRequest> RequestAsync(string model, int seconds)
    {
        var shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
        return new(shot.Id, model, shot.Fields with { Audio = new(null) }, seconds, 7, Frame, new(1280, 720));
    }
}
