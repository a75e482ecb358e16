using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Tests.Defects;

namespace Orchestrator.Backlot.Tests.Contracts;

/// <summary>OpenAI's Videos as they were on a day before their end, and after it.</summary>
public class OpenAiVideoTests
{
    [Theory]
    [InlineData("GET", "videos")]
    [InlineData("POST", "videos")]
    [InlineData("POST", "videos/edits")]
    [InlineData("POST", "videos/extensions")]
    [InlineData("POST", "videos/characters")]
    [InlineData("GET", "videos/characters/char_1")]
    [InlineData("GET", "videos/video_1")]
    [InlineData("GET", "videos/video_1/content")]
    [InlineData("POST", "videos/video_1/remix")]
    [InlineData("DELETE", "videos/video_1")]
    public async Task AnyCall_OnTheDayOfItsEnd_IsGone(string method, string path)
    {
        await using var lot = await StartAsync("2026-09-23T23:59:00Z");
        using var before = await lot.OpenAi.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null });
        await SetAsync(lot, "2026-09-24T00:00:00Z");

        using var after = await lot.OpenAi.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null });

        Assert.NotEqual("model_not_found", await CodeAsync(before));
        Assert.Equal((HttpStatusCode.NotFound, "model_not_found"), (after.StatusCode, await CodeAsync(after)));
    }

    [Fact]
    public async Task Edit_ByIdAndAsAFile_ChangesWhatItsPromptNames()
    {
        await using var lot = await StartAsync();
        var made = await MadeAsync(lot, new { model = "sora-2-pro", prompt = TestLot.Prompt, seconds = "4", size = "1280x720" });
        var clip = await lot.OpenAi.GetByteArrayAsync($"videos/{made}/content");
        using var form = new MultipartFormDataContent { { new StringContent("Lighting: neutral light, exposure -1.5 EV"), "prompt" }, { new StringContent(made), "video[id]" } };
        using var sent = new MultipartFormDataContent { { new StringContent("Lighting: neutral light, exposure -1.5 EV"), "prompt" }, { File(clip, "video/mp4"), "video", "clip.mp4" } };

        var byId = await EndAsync(lot, await lot.OpenAi.PostAsync("videos/edits", form));
        var byFile = await EndAsync(lot, await lot.OpenAi.PostAsync("videos/edits", sent));

        var (before, after) = (await Clip.DecodeAsync(clip), await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{byId.GetProperty("id").GetString()}/content")));
        var other = await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{byFile.GetProperty("id").GetString()}/content"));
        Assert.Equal(96, after.Frames.Length);
        Assert.InRange(after.Light / before.Light, 0.2, 0.6);
        Assert.InRange(Clip.Difference(after.Frames[50], other.Frames[50]), 0, 1);
        // As dear as what it was made of; a file is nobody's, and so the usual model's.
        Assert.Equal(("sora-2-pro", "sora-2"), (byId.GetProperty("model").GetString(), byFile.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Extension_GoesOnAfterTheEnd_AndIsChargedForWhatItAdds()
    {
        await using var lot = await StartAsync();
        var made = await MadeAsync(lot, new { prompt = TestLot.Prompt, seconds = "4", size = "1280x720" });

        var longer = await EndAsync(lot, await lot.OpenAi.PostAsJsonAsync("videos/extensions", new { prompt = TestLot.Prompt, seconds = "8", video = new { id = made } }));

        var (first, whole) = (await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{made}/content")), await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{longer.GetProperty("id").GetString()}/content")));
        Assert.Equal("12", longer.GetProperty("seconds").GetString());
        Assert.Equal((96, 288), (first.Frames.Length, whole.Frames.Length));
        Assert.InRange(Clip.Difference(first.Frames[40], whole.Frames[40]), 0, 2);
        // The seam is a step like any other.
        Assert.InRange(whole.Steps()[95], 0, 4 * whole.Steps().Average());
        Assert.Equal(8 * 100_000, (await lot.LedgerAsync())[^1].GetProperty("charged_micro_usd").GetInt32());
    }

    [Theory]
    [InlineData("{\"prompt\":\"\",\"seconds\":\"4\",\"video\":{\"id\":\"ID\"}}", "prompt")]
    [InlineData("{\"prompt\":\"on\",\"seconds\":\"5\",\"video\":{\"id\":\"ID\"}}", "seconds")]
    [InlineData("{\"prompt\":\"on\",\"seconds\":\"4\",\"video\":{\"id\":\"video_none\"}}", "video")]
    [InlineData("{\"prompt\":\"on\",\"seconds\":\"4\"}", "video")]
    public async Task Extension_WhatTheContractDoesNotAllow_IsRefusedAndNotCharged(string body, string param)
    {
        await using var lot = await StartAsync();
        var made = await MadeAsync(lot, new { prompt = TestLot.Prompt, seconds = "4" });

        using var answer = await lot.OpenAi.PostAsync("videos/extensions", new StringContent(body.Replace("ID", made), new MediaTypeHeaderValue("application/json")));

        Assert.Equal(param, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("param").GetString());
        Assert.Single(await lot.LedgerAsync());
    }

    [Fact]
    public async Task Content_Variants_AreAPictureAndASheetOfPictures()
    {
        await using var lot = await StartAsync();
        var made = await MadeAsync(lot, new { prompt = TestLot.Prompt, seconds = "4", size = "1280x720" });

        using var thumbnail = await lot.OpenAi.GetAsync($"videos/{made}/content?variant=thumbnail");
        using var sheet = await lot.OpenAi.GetAsync($"videos/{made}/content?variant=spritesheet");
        using var other = await lot.OpenAi.GetAsync($"videos/{made}/content?variant=poster");

        Assert.Equal(("image/webp", "image/jpeg", HttpStatusCode.BadRequest), (thumbnail.Content.Headers.ContentType!.MediaType, sheet.Content.Headers.ContentType!.MediaType, other.StatusCode));
        var (small, all) = (await Clip.DecodeAsync(await thumbnail.Content.ReadAsByteArrayAsync()), await Clip.DecodeAsync(await sheet.Content.ReadAsByteArrayAsync()));
        var first = (await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{made}/content"))).Frames[0];
        Assert.InRange(Clip.Difference(first, small.Frames[0]), 0, 4);
        // Four pictures beside each other: its left and its right half are alike.
        var half = Clip.Width / 2 * 3;
        Assert.InRange(Enumerable.Range(0, Clip.Height).Average(row => Clip.Difference(all.Frames[0][(row * Clip.Width * 3)..(row * Clip.Width * 3 + half)], all.Frames[0][(row * Clip.Width * 3 + half)..(row * Clip.Width * 3 + 2 * half)])), 0, 12);
    }

    [Fact]
    public async Task Character_OutOfAVideo_IsKnownByItsId()
    {
        await using var lot = await StartAsync();
        var made = await MadeAsync(lot, new { prompt = TestLot.Prompt, seconds = "4" });
        using var form = new MultipartFormDataContent { { new StringContent("Ada"), "name" }, { File(await lot.OpenAi.GetByteArrayAsync($"videos/{made}/content"), "video/mp4"), "video", "ada.mp4" } };
        using var nothing = new MultipartFormDataContent { { new StringContent("Ada"), "name" }, { File([1, 2, 3], "video/mp4"), "video", "ada.mp4" } };

        using var answer = await lot.OpenAi.PostAsync("videos/characters", form);
        using var refused = await lot.OpenAi.PostAsync("videos/characters", nothing);
        var character = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var found = await lot.OpenAi.GetFromJsonAsync<JsonElement>($"videos/characters/{character.GetProperty("id").GetString()}");

        Assert.Equal("Ada", character.GetProperty("name").GetString());
        Assert.Equal(character.GetRawText(), found.GetRawText());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Create_WithAPicture_BeginsWithIt()
    {
        await using var lot = await StartAsync();
        var first = await MadeAsync(lot, new { prompt = TestLot.Prompt.Replace("gentle", "moderate"), seconds = "4", size = "1280x720" });
        var frame = (await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{first}/content"))).Frames[^1];
        var picture = Png.Write(frame, Clip.Width, Clip.Height);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(TestLot.Prompt.Replace("gentle", "moderate")), "prompt" }, { new StringContent("4"), "seconds" }, { new StringContent("1280x720"), "size" }, { File(picture, "image/png"), "input_reference", "frame.png" },
        };

        var next = await EndAsync(lot, await lot.OpenAi.PostAsync("videos", form));
        using var wrong = await lot.OpenAi.PostAsJsonAsync("videos", new { prompt = "a", input_reference = new { image_url = "data:image/png;base64,AQID" } });

        var begun = (await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{next.GetProperty("id").GetString()}/content"))).Frames[0];
        var unled = (await Clip.DecodeAsync(await lot.OpenAi.GetByteArrayAsync($"videos/{first}/content"))).Frames[0];
        Assert.True(Clip.Difference(begun, frame) < 0.6 * Clip.Difference(begun, unled), $"{Clip.Difference(begun, frame)} {Clip.Difference(begun, unled)}");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("12", "4", TestLot.Prompt, true)]
    [InlineData("8", "4", TestLot.Prompt, false)]
    [InlineData("12", "4", "Subject: a red bottle\nEnvironment: studio\nMotion: moderate movement", false)]
    public async Task Extension_PastTwelveSeconds_DissolvesLimbs(string seconds, string added, string prompt, bool dissolves)
    {
        prompt = prompt.Replace("gentle", "energetic").Replace("wide shot", "medium shot");
        await using var lot = await StartAsync(habits: 1e-12, lines: 48);
        await using var plain = await StartAsync(lines: 48);

        var (seen, sound) = (await LongerAsync(lot), await LongerAsync(plain));

        var share = seen.Ghosts(sound, seen.Frames.Count - 1, 3, 6, 9, 12);
        Assert.InRange(share, dissolves ? 0.6 : -0.02, dissolves ? 0.95 : 0.02);

        async Task<Footage> LongerAsync(TestLot on)
        {
            var made = await MadeAsync(on, new { prompt, seconds, size = "1280x720" });
            var longer = await EndAsync(on, await on.OpenAi.PostAsJsonAsync("videos/extensions", new { prompt, seconds = added, video = new { id = made } }));
            return await Footage.DecodeAsync(await on.OpenAi.GetByteArrayAsync($"videos/{longer.GetProperty("id").GetString()}/content"));
        }
    }

    private static ByteArrayContent File(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = new(type) } };

    private static async Task<TestLot> StartAsync(string now = "2026-09-01T12:00:00Z", double habits = 0, int lines = 96)
    {
        var lot = await TestLot.StartAsync(folder => TestLot.Small(folder) with { HabitScale = habits, MaxHeight = lines });
        await SetAsync(lot, now);
        return lot;
    }

    private static async Task SetAsync(TestLot lot, string now)
    {
        using var set = await lot.Plain.PostAsJsonAsync("_backlot/clock/set", new { now });
        set.EnsureSuccessStatusCode();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString();

    private static async Task<string> MadeAsync(TestLot lot, object body) => (await EndAsync(lot, await lot.OpenAi.PostAsJsonAsync("videos", body))).GetProperty("id").GetString()!;

    private static async Task<JsonElement> EndAsync(TestLot lot, HttpResponseMessage answer)
    {
        using (answer)
        {
            var video = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.True(answer.IsSuccessStatusCode, $"{video}");
            while (video.GetProperty("status").GetString() is "queued" or "in_progress")
                video = await lot.OpenAi.GetFromJsonAsync<JsonElement>($"videos/{video.GetProperty("id").GetString()}");
            Assert.Equal("completed", video.GetProperty("status").GetString());
            return video;
        }
    }
}
