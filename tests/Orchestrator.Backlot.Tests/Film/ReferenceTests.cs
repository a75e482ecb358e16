using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Tests.Film;

/// <summary>What is drawn and filmed after reference pictures has their subject's colours, in frames and in takes alike.</summary>
public sealed class ReferenceTests
{
    private const string Edit = "openai/gpt-image-2/edit";
    private const string Draw = "openai/gpt-image-2";
    private const string Sheet = "Subject: a woman in a coat\nLighting: neutral soft key light from the front, day\nPalette: emerald, green, emerald\nComposition: medium shot, subject at 50% across and 55% down\nPose: standing, relaxed, facing camera\nEnvironment: studio";
    private const string Shot = "Subject: a woman in a coat\nLighting: neutral soft key light from the left, day\nPalette: navy, amber, crimson\nComposition: medium shot, subject at 50% across and 55% down\nPose: standing, relaxed, facing right\nEnvironment: harbor\nCamera: locked\nMotion: gentle movement, speed 100%";

    [Fact]
    public async Task Edit_AfterASheetThatWasDrawnHere_HasItsColoursInTheFrameAndInTheTake()
    {
        await using var lot = await TestLot.StartAsync();
        var sheet = await PictureAsync(lot, Draw, Sheet);
        var plain = await PictureAsync(lot, Draw, Shot);
        var led = await PictureAsync(lot, Edit, Shot, sheet);
        var take = await TakeAsync(lot, led, Shot);
        var other = await TakeAsync(lot, plain, Shot);

        Assert.True(await ShareAsync(sheet, Green) > 0.1);
        // The palette's accent without the sheet, the sheet's own green with it.
        Assert.True(await ShareAsync(plain, Crimson) > 0.05, $"{await ShareAsync(plain, Crimson)}");
        Assert.InRange(await ShareAsync(plain, Green), 0, 0.02);
        Assert.True(await ShareAsync(led, Green) > 0.05, $"{await ShareAsync(led, Green)}");
        Assert.True(await ShareAsync(led, Crimson) < 0.5 * await ShareAsync(plain, Crimson));
        Assert.All([0, 40, 71], at => Assert.InRange(Share(take.Frames[at], Green), 0.05, 1));
        Assert.All([0, 40, 71], at => Assert.True(Share(take.Frames[at], Crimson) < 0.5 * Share(other.Frames[at], Crimson)));
        // As near to its frame as a take without references is to its own.
        Assert.InRange(Clip.Difference(take.Frames[0], (await DecodedAsync(led)).Frames[0]), 0, 1.15 * Clip.Difference(other.Frames[0], (await DecodedAsync(plain)).Frames[0]));
        Assert.InRange(Share(other.Frames[40], Green), 0, 0.02);
    }

    [Theory]
    [InlineData("0x7A2FA8", "purple")]
    [InlineData("0x1F8A5C", "green")]
    public async Task Edit_AfterAPictureFromElsewhere_HasTheColourThatIsMeasuredInIt(string colour, string name)
    {
        await using var lot = await TestLot.StartAsync();
        var reference = await ForeignAsync(colour);
        Func<double, bool> hue = name == "purple" ? Purple : Green;

        var led = await PictureAsync(lot, Edit, Shot, reference);
        var take = await TakeAsync(lot, led, Shot);

        Assert.True(await ShareAsync(led, hue) > 0.05, $"{await ShareAsync(led, hue)}");
        Assert.All([0, 71], at => Assert.InRange(Share(take.Frames[at], hue), 0.05, 1));
    }

    [Fact]
    public async Task Edit_OfAThing_HasTheColourOfItsPicture()
    {
        await using var lot = await TestLot.StartAsync();
        var words = Shot.Replace("a woman in a coat", "a perfume bottle").Replace("Environment: harbor", "Environment: plain studio").Replace("navy, amber, crimson", "amber, cream, crimson");

        var led = await PictureAsync(lot, Edit, words, await ForeignAsync("0x7A2FA8"));
        var take = await TakeAsync(lot, led, words);

        Assert.InRange(await ShareAsync(await PictureAsync(lot, Draw, words), Purple), 0, 0.005);
        Assert.True(await ShareAsync(led, Purple) > 0.02, $"{await ShareAsync(led, Purple)}");
        Assert.InRange(Share(take.Frames[60], Purple), 0.02, 1);
    }

    [Fact]
    public async Task Edit_WhoseWordsNameAColour_HasTheColourThatTheyName()
    {
        await using var lot = await TestLot.StartAsync();

        var led = await PictureAsync(lot, Edit, Shot.Replace("a coat", "a red coat"), await PictureAsync(lot, Draw, Sheet));

        Assert.True(await ShareAsync(led, Crimson) > 0.05);
        Assert.InRange(await ShareAsync(led, Green), 0, 0.02);
    }

    [Fact]
    public async Task Edit_OfSomebodyElse_IsLeftAsTheWordsSay()
    {
        await using var lot = await TestLot.StartAsync();
        var sheet = await PictureAsync(lot, Draw, Sheet);
        var words = Shot.Replace("a woman in a coat", "an old sailor");

        Assert.Equal(await PictureAsync(lot, Draw, words), await PictureAsync(lot, Edit, words, sheet));
    }

    [Fact]
    public async Task Take_AfterReferencesAlone_HasTheirColours()
    {
        await using var lot = await TestLot.StartAsync();
        var sheet = await PictureAsync(lot, Draw, Sheet);
        var body = new JsonObject { ["prompt"] = Shot, ["duration"] = "4", ["generate_audio"] = false, ["image_urls"] = new JsonArray(Address(sheet)) };

        var led = await Clip.DecodeAsync(await lot.ClipAsync("bytedance/seedance-2.0/reference-to-video", body));
        body["image_urls"] = new JsonArray();
        var plain = await Clip.DecodeAsync(await lot.ClipAsync("bytedance/seedance-2.0/reference-to-video", body));

        Assert.InRange(Share(led.Frames[50], Green), 0.05, 1);
        Assert.InRange(Share(plain.Frames[50], Green), 0, 0.02);
    }

    [Fact]
    public async Task Edit_OnEveryDoorThatTakesPictures_HasTheirColours()
    {
        await using var lot = await TestLot.StartAsync();
        var sheet = await PictureAsync(lot, Draw, Sheet);
        var data = Convert.ToBase64String(sheet);
        using var gemini = new HttpClient { BaseAddress = lot.Server.Gemini, DefaultRequestHeaders = { { "x-goog-api-key", "test" } } };
        using var ark = new HttpClient { BaseAddress = lot.Server.Ark, DefaultRequestHeaders = { { "Authorization", "Bearer test" } } };

        var openAi = await JsonAsync(lot.OpenAi, "images/edits", new { model = "gpt-image-2", prompt = Shot, size = "512x288", images = new[] { new { image_url = Address(sheet) } } });
        var content = await JsonAsync(gemini, "v1beta/models/gemini-3.1-flash-image:generateContent", new { contents = new[] { new { parts = new object[] { new { text = Shot }, new { inlineData = new { mimeType = "image/png", data } } } } }, generationConfig = new { imageConfig = new { aspectRatio = "16:9", imageSize = "1K" } } });
        var interaction = await JsonAsync(gemini, "v1beta/interactions", new { model = "gemini-3.1-flash-image", input = new object[] { new { type = "text", text = Shot }, new { type = "image", data, mime_type = "image/png" } }, response_format = new { type = "image", aspect_ratio = "16:9" } });
        var seedream = await JsonAsync(ark, "images/generations", new { model = "seedream-5-5-260701", prompt = Shot, size = "1280x720", response_format = "b64_json", image = new[] { Address(sheet) } });

        string[] drawn =
        [
            openAi.GetProperty("data")[0].GetProperty("b64_json").GetString()!,
            content.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("inlineData").GetProperty("data").GetString()!,
            interaction.GetProperty("steps")[0].GetProperty("content")[0].GetProperty("data").GetString()!,
            seedream.GetProperty("data")[0].GetProperty("b64_json").GetString()!,
        ];
        foreach (var picture in drawn)
            Assert.InRange(await ShareAsync(Convert.FromBase64String(picture), Green), 0.05, 1);
    }

    [Fact]
    public async Task MotionControl_WithoutWords_FilmsWhatItsPictureShows()
    {
        await using var lot = await TestLot.StartAsync();
        var picture = await PictureAsync(lot, Draw, Sheet);
        var moving = await lot.ClipAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));

        var led = await Clip.DecodeAsync(await lot.ClipAsync("fal-ai/kling-video/v3/standard/motion-control", new() { ["image_url"] = Address(picture), ["video_url"] = "data:video/mp4;base64," + Convert.ToBase64String(moving), ["character_orientation"] = "video" }));

        Assert.InRange(Share(led.Frames[40], Green), 0.05, 1);
    }

    private static bool Green(double hue) => hue is > 120 and < 185;

    private static bool Crimson(double hue) => hue is < 12 or > 335;

    private static bool Purple(double hue) => hue is > 255 and < 315;

    private static string Address(byte[] picture) => "data:image/png;base64," + Convert.ToBase64String(picture);

    // A grey wall and floor, and something of one colour in the middle.
    private static async Task<byte[]> ForeignAsync(string colour)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "color=0xB0ACA4:size=640x640", "-vf", $"drawbox=x=0:y=460:w=640:h=180:color=0x77706A:t=fill,drawbox=x=230:y=120:w=180:h=420:color={colour}:t=fill,noise=alls=6:all_seed=1", "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]) { RedirectStandardOutput = true })!;
        using var picture = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(picture);
        await process.WaitForExitAsync();
        return picture.ToArray();
    }

    private static async Task<byte[]> PictureAsync(TestLot lot, string endpoint, string prompt, params byte[][] references)
    {
        var body = new JsonObject { ["prompt"] = prompt, ["quality"] = "low", ["image_size"] = new JsonObject { ["width"] = 544, ["height"] = 304 } };
        if (references.Length > 0)
            body["image_urls"] = new JsonArray([.. references.Select(reference => JsonValue.Create(Address(reference)))]);
        var ticket = await lot.AcceptedAsync(endpoint, body);
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        return await lot.Plain.GetByteArrayAsync((await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("images")[0].GetProperty("url").GetString());
    }

    private static async Task<Clip> TakeAsync(TestLot lot, byte[] picture, string prompt)
    {
        var body = TestLot.Body(TestLot.Kling, prompt);
        body["start_image_url"] = Address(picture);
        return await Clip.DecodeAsync(await lot.ClipAsync(TestLot.Kling, body));
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{told}");
        return told;
    }

    private static Task<Clip> DecodedAsync(byte[] picture) => Clip.DecodeAsync(picture);

    private static async Task<double> ShareAsync(byte[] picture, Func<double, bool> hue) => Share((await DecodedAsync(picture)).Frames[0], hue);

    // How much of a frame has a strong colour of such a hue.
    private static double Share(byte[] frame, Func<double, bool> hue)
    {
        var count = 0;
        for (var i = 0; i < frame.Length; i += 3)
        {
            var (r, g, b) = ((double)frame[i], (double)frame[i + 1], (double)frame[i + 2]);
            if (Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) > 35 && hue(((Math.Atan2(Math.Sqrt(3) * (g - b), (2 * r) - g - b) * 180 / Math.PI) + 360) % 360))
                count++;
        }

        return count / (frame.Length / 3.0);
    }
}
