using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Orchestrator.Backlot.Tests.Contracts;

public class FalPrivateFileTests
{
    [Theory]
    [InlineData("url=https://v3.fal.media/files/a.mp4", 0)]
    [InlineData("url=https://v3.fal.media/files/a.mp4", 604_801)]
    [InlineData("url=https://v3.fal.media/files/a.mp4?identity=1", 60)]
    [InlineData("url=a.mp4", 60)]
    [InlineData("", 60)]
    public async Task Sign_WhatTheContractDoesNotAllow_Is400(string query, int seconds)
    {
        await using var lot = await TestLot.StartAsync();

        using var answer = await lot.Fal.PostAsJsonAsync(new Uri(lot.Server.FalPlatform, $"v1/storage/files/sign?{query}"), new { expiration_seconds = seconds });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task PrivateFile_OpensByItsOwnSignatureAlone()
    {
        await using var lot = await TestLot.StartAsync();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.FalQueue, TestLot.Kling)) { Content = JsonContent.Create(TestLot.Body(TestLot.Kling)) };
        message.Headers.Add("X-Fal-Object-Lifecycle-Preference", """{"initial_acl":{"default":"hide"}}""");
        using var accepted = await lot.Fal.SendAsync(message);
        var ticket = await accepted.Content.ReadFromJsonAsync<JsonElement>();
        await lot.AwaitAsync(ticket);
        using var result = await lot.ResultAsync(ticket);
        var address = (await result.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video").GetProperty("url").GetString()!;

        var signed = await SignedAsync(lot, address);
        var other = await SignedAsync(lot, address.Replace(".mp4", "x.mp4", StringComparison.Ordinal));

        var access = await lot.Fal.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.FalPlatform, $"v1/storage/files/acl?url={Uri.EscapeDataString(address)}"));
        Assert.Equal("forbid", access.GetProperty("default").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(lot, address));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(lot, signed));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(lot, $"{address}?{new Uri(other).Query[1..]}"));
    }

    private static async Task<string> SignedAsync(TestLot lot, string address)
    {
        using var answer = await lot.Fal.PostAsJsonAsync(new Uri(lot.Server.FalPlatform, $"v1/storage/files/sign?url={Uri.EscapeDataString(address)}"), new { expiration_seconds = 60 });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("signed_url").GetString()!;
    }

    private static async Task<HttpStatusCode> StatusAsync(TestLot lot, string address)
    {
        using var answer = await lot.Plain.GetAsync(new Uri(address));
        return answer.StatusCode;
    }
}
