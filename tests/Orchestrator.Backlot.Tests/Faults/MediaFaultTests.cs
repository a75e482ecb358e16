using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Faults;

/// <summary>What can be the matter with a file, and with its price.</summary>
public class MediaFaultTests
{
    [Theory]
    [InlineData("corrupt_media", 1.0)]
    [InlineData("truncated_media", 0.5)]
    [InlineData("empty_media", 0.0)]
    public async Task Media_Spoiled_HasThatMuchOfItsLengthAndIsNoClip(string action, double share)
    {
        await using var lot = await TestLot.StartAsync();
        var (address, length) = await ClipAsync(lot);
        await lot.ScriptAsync(new { route = "media", action });

        var spoiled = await lot.Plain.GetByteArrayAsync(address);
        var sound = await lot.Plain.GetByteArrayAsync(address);

        Assert.Equal((long)(length * share), spoiled.Length);
        Assert.Equal(length, sound.Length);
        Assert.False(spoiled.AsSpan().SequenceEqual(sound));
    }

    [Fact]
    public async Task Media_RangeIgnored_ComesWholeWith200()
    {
        await using var lot = await TestLot.StartAsync();
        var (address, length) = await ClipAsync(lot);
        await lot.ScriptAsync(new { route = "media", action = "whole_media" });

        var (status, whole) = await RangeAsync(lot, address);
        var (usual, part) = await RangeAsync(lot, address);

        Assert.Equal((HttpStatusCode.OK, length), (status, whole));
        Assert.Equal((HttpStatusCode.PartialContent, 10), (usual, part));
    }

    [Fact]
    public async Task Media_ThatTrickles_ComesPieceByPieceByTheClockAndIsWhole()
    {
        await using var lot = await TestLot.StartAsync();
        var (address, length) = await ClipAsync(lot);
        await lot.ScriptAsync(new { route = "media", action = "slow_media", pause = 60 });
        (await lot.Plain.PostAsync("_backlot/clock/stop", null)).Dispose();

        using var answer = await lot.Plain.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var first = new byte[(length + 15) / 16];
        await stream.ReadExactlyAsync(first);
        var rest = stream.CopyToAsync(Stream.Null);
        Assert.False(rest.IsCompleted);
        while (!rest.IsCompleted)
        {
            using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 60 });
        }

        await rest;
        Assert.Equal(length, answer.Content.Headers.ContentLength);
        Assert.Equal((await lot.Plain.GetByteArrayAsync(address)).AsSpan(0, first.Length).ToArray(), first);
    }

    [Fact]
    public async Task Repriced_CostsMoreAUnitThanWasAccepted()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "repriced" });

        await ClipAsync(lot);
        await ClipAsync(lot);

        var rows = await lot.LedgerAsync();
        Assert.Equal(rows[0].GetProperty("units").GetDouble(), rows[1].GetProperty("units").GetDouble());
        Assert.Equal(rows[1].GetProperty("charged_micro_usd").GetInt64() * 3 / 2, rows[0].GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Media_KeptForAsLongAsTheRequestSaid_IsGoneAfterwards()
    {
        await using var lot = await TestLot.StartAsync();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.FalQueue, TestLot.Kling))
        {
            Content = JsonContent.Create(TestLot.Body(TestLot.Kling)),
            Headers = { { "X-Fal-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\":3600}" } },
        };
        using var answer = await lot.Fal.SendAsync(message);
        var address = await AddressAsync(lot, await answer.Content.ReadFromJsonAsync<JsonElement>());

        using var before = await lot.Plain.GetAsync(address);
        using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 3601 });
        using var after = await lot.Plain.GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (before.StatusCode, after.StatusCode));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(410)]
    public async Task Media_Expired_AnswersAsScripted(int status)
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "expired_media", status });
        var address = await AddressAsync(lot, await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)));

        using var answer = await lot.Plain.GetAsync(address);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Media_Redirected_IsTheSameFileOnAnotherHost()
    {
        await using var lot = await TestLot.StartAsync();
        var (address, length) = await ClipAsync(lot);
        await lot.ScriptAsync(new { route = "media", action = "redirected_media", times = 0 });

        using var answer = await lot.Plain.GetAsync(address);

        Assert.Equal(("localhost", length), (answer.RequestMessage!.RequestUri!.Host, (await answer.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task Media_Looped_LeadsToItself()
    {
        await using var lot = await TestLot.StartAsync();
        var (address, _) = await ClipAsync(lot);
        await lot.ScriptAsync(new { route = "media", action = "looped_media", times = 0 });
        using var direct = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var answer = await direct.GetAsync(address);

        Assert.Equal((HttpStatusCode.Found, address), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Media_Overstated_IsAllThereAndSaidToBeLonger()
    {
        await using var lot = await TestLot.StartAsync();
        var (address, length) = await ClipAsync(lot);
        await lot.ScriptAsync(new { route = "media", action = "overstated_media" });

        using var answer = await lot.Plain.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(length + 1000, answer.Content.Headers.ContentLength);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Surcharge_IsWhatTheResultAndTheLedgerSay()
    {
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "surcharge" });
        var ticket = await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(ticket);

        using var result = await lot.ResultAsync(ticket);

        Assert.Equal("4.5", result.Headers.GetValues("x-fal-billable-units").Single());
        Assert.Equal(3 * 84_000 * 3 / 2, Assert.Single(await lot.LedgerAsync()).GetProperty("charged_micro_usd").GetInt64());
    }

    private static async Task<(string Address, long Length)> ClipAsync(TestLot lot)
    {
        var address = await AddressAsync(lot, await lot.AcceptedAsync(TestLot.Kling, TestLot.Body(TestLot.Kling)));
        return (address, (await lot.Plain.GetByteArrayAsync(address)).Length);
    }

    private static async Task<string> AddressAsync(TestLot lot, JsonElement ticket)
    {
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        return (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video").GetProperty("url").GetString()!;
    }

    private static async Task<(HttpStatusCode Status, long Length)> RangeAsync(TestLot lot, string address)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(0, 9) } };
        using var answer = await lot.Plain.SendAsync(message);
        return (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }
}
