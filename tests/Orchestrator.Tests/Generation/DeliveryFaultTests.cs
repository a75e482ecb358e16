using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Providers.Http;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Generation;

/// <summary>What can be the matter with what was bought, and with its price: what the film is told, and what it pays.</summary>
public sealed class DeliveryFaultTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("corrupt_media", OutcomeClass.UnderDelivered)]
    [InlineData("empty_media", OutcomeClass.UnderDelivered)]
    [InlineData("expired_media", OutcomeClass.AssetGone)]
    [InlineData("whole_media", OutcomeClass.Delivered)]
    [InlineData("slow_media", OutcomeClass.Delivered)]
    public async Task Media_WhateverComes_IsToldAndPaidOnce(string action, OutcomeClass expected)
    {
        var result = await FetchedAsync(new { route = "media", action, times = 0, pause = 0.02 });

        Assert.Equal(expected, result.Outcome);
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Media_HtmlInsteadOfAClip_IsNoVideo()
    {
        var result = await FetchedAsync(new { route = "media", action = "answer", status = 200, answer = "<html>Sign in</html>", content_type = "text/html", times = 0 });

        Assert.Equal((OutcomeClass.UnderDelivered, "what was delivered is not a video"), (result.Outcome, result.Message));
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Media_HalfOfAClipThatSaysItIsWhole_IsDeliveredWithTheFramesThatItHas()
    {
        var result = await FetchedAsync(new { route = "media", action = "truncated_media", times = 0 });

        // Whether it will do is for the score card to say.
        Assert.Equal(OutcomeClass.Delivered, result.Outcome);
        Assert.InRange(result.Take!.Facts.Frames, 1, 71);
        await AssertPaidOnceAsync(result);
    }

    [Theory]
    [InlineData("interrupted_media", 1)]
    [InlineData("overstated_media", 1)]
    [InlineData("interrupted_media", 4)]
    public async Task Media_CutOff_GoesOnWithWhatIsMissingAndIsPaidOnce(string action, int times)
    {
        var result = await FetchedAsync(new { route = "media", action, times });

        Assert.Equal((OutcomeClass.Delivered, 72), (result.Outcome, result.Take!.Facts.Frames));
        // Once for each break, from the first byte that is missing.
        Assert.NotEmpty(await RangesAsync());
        Assert.All(await RangesAsync(), range => Assert.Matches("^bytes=[1-9][0-9]*-$", range));
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Media_CutOffAndTheRangeIsIgnored_IsFetchedWholeAndPaidOnce()
    {
        await set.FaultAsync(new { route = "media", action = "whole_media", nth = 2, times = 0 });
        var result = await FetchedAsync(new { route = "media", action = "interrupted_media" });

        Assert.Equal((OutcomeClass.Delivered, 72), (result.Outcome, result.Take!.Facts.Frames));
        Assert.Single(await RangesAsync());
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Media_AddressThatHasRunOut_IsAskedForAgainAndPaidOnce()
    {
        var result = await FetchedAsync(new { route = "media", action = "expired_media" });

        Assert.Equal(OutcomeClass.Delivered, result.Outcome);
        await AssertPaidOnceAsync(result);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("slow_media")]
    public async Task Media_ThatStandsStill_IsAskedForAgainAndPaidOnce(string action)
    {
        using var http = ProviderChannel.CreateClient();
        var channel = new ProviderChannel(http, still: TimeSpan.FromSeconds(2));
        using var room = new GenerationRoom(set, set.Fal(set.FalOptions(), channel));
        var (request, job) = await SubmittedAsync(room, new { route = "media", action, pause = 3600 });

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(job, request)));

        Assert.Equal((OutcomeClass.Delivered, 72), (result.Outcome, result.Take!.Facts.Frames));
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Media_ResetBeforeItsFirstByte_IsAskedForAgainAndPaidOnce()
    {
        var result = await FetchedAsync(new { route = "media", action = "reset" });

        Assert.Equal((OutcomeClass.Delivered, 72), (result.Outcome, result.Take!.Facts.Frames));
        Assert.Empty(await RangesAsync());
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Media_OfAServerThatFails_IsDeliveredToWhoeverRetriesAndPaidOnce()
    {
        using var room = new GenerationRoom(set);
        var (request, job) = await SubmittedAsync(room, new { route = "media", action = "server_error" });

        await Assert.ThrowsAsync<HttpRequestException>(() => room.RunAsync(stage => stage.FetchTakeAsync(new(job, request))));
        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(job, request)));

        Assert.Equal(OutcomeClass.Delivered, result.Outcome);
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Price_MoreUnitsThanWereEstimated_IsSettledAsReported()
    {
        var result = await FetchedAsync(new { route = "submit", action = "surcharge" });

        Assert.True(result.Take!.ChargeReported);
        Assert.Equal(set.Catalogue.Find("kling-v3-pro").PriceOfSeconds(3).Micros * 3 / 2, result.Charged.Micros);
        await AssertPaidOnceAsync(result);
    }

    [Fact]
    public async Task Price_AUnitThatHasBecomeDearer_IsSettledAtTheCataloguesPrice()
    {
        var result = await FetchedAsync(new { route = "submit", action = "repriced" });

        // Units are told, prices are not: the catalogue's is the one that is known.
        Assert.Equal(OutcomeClass.Delivered, result.Outcome);
        Assert.Equal(result.Charged.Micros * 3 / 2, Charge(Assert.Single(await set.LedgerAsync("fal"))));
    }

    [Theory]
    [InlineData("content_policy_violation", true, OutcomeClass.Refused)]
    [InlineData("content_policy_violation", false, OutcomeClass.Refused)]
    [InlineData("image_load_error", true, OutcomeClass.NotAcceptedTerminal)]
    public async Task Failure_ThatIsChargedAllTheSame_IsPaidAndAnotherIsNot(string type, bool charge, OutcomeClass expected)
    {
        var result = await FetchedAsync(new { route = "submit", action = "fail", error_type = type, charge });

        Assert.Equal((expected, charge), (result.Outcome, result.Charged.Micros > 0));
        await AssertPaidOnceAsync(result);
    }

    private async Task<JobResult> FetchedAsync(object fault)
    {
        using var room = new GenerationRoom(set);
        var (request, job) = await SubmittedAsync(room, fault);
        return await room.RunAsync(stage => stage.FetchTakeAsync(new(job, request)));
    }

    private async Task<(TakeRequest Request, ProviderJob Job)> SubmittedAsync(GenerationRoom room, object fault)
    {
        await set.FaultAsync(fault);
        var request = await set.RequestAsync();
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new("film/s01/1.1", request, DateTime.UtcNow)));
        return (request, submitted.Job!);
    }

    private async Task AssertPaidOnceAsync(JobResult result) => Assert.Equal(Charge(Assert.Single(await set.LedgerAsync("fal"))), result.Charged.Micros);

    private async Task<IReadOnlyList<string>> RangesAsync() =>
        [.. (await set.JournalAsync()).Where(line => line.GetProperty("kind").GetString() == "range asked for").Select(line => line.GetProperty("detail").GetProperty("range").GetString()!)];

    private static long Charge(JsonElement row) => row.GetProperty("charged_micro_usd").GetInt64() - row.GetProperty("refunded_micro_usd").GetInt64();
}
