using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Orchestrator.Backlot.Tests.Webhooks;

public class WebhookPostTests
{
    [Fact]
    public async Task Fal_Webhook_CarriesTheSameOutputAsTheResult()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        var ticket = await lot.AcceptedAsync(Hooked(receiver, "a"), TestLot.Body(TestLot.Kling));

        var said = Json((await receiver.NextAsync()).Body);

        using var result = await lot.ResultAsync(ticket);
        Assert.Equal((await result.Content.ReadFromJsonAsync<JsonElement>()).ToString(), said.GetProperty("payload").ToString());
    }

    [Fact]
    public async Task Fal_AnswerAfterWebhook_IsOvertaken()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        await lot.ScriptAsync(new { action = "answer_after_webhook" });

        var ticket = await lot.AcceptedAsync(Hooked(receiver, "a"), TestLot.Body(TestLot.Kling));

        Assert.Equal(1, receiver.Waiting);
        Assert.Equal(ticket.GetProperty("request_id").GetString(), Json((await receiver.NextAsync()).Body).GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Fal_LateWebhook_ComesAfterALaterJobs()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        using var stopped = await lot.Plain.PostAsync("_backlot/clock/stop", null);
        await lot.ScriptAsync(new { route = "webhook", action = "webhook_late", retry_after = 60 });
        var first = await lot.AcceptedAsync(Hooked(receiver, "a"), TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(first);
        // A job is over before the rule for its webhook is met; the second one must not meet it first.
        for (var seen = 0; seen == 0;)
            seen = (await lot.Plain.GetFromJsonAsync<JsonElement>("_backlot/faults"))[0].GetProperty("seen").GetInt32();
        var second = await lot.AcceptedAsync(Hooked(receiver, "b"), TestLot.Body(TestLot.Kling));

        var one = Json((await receiver.NextAsync()).Body).GetProperty("request_id").GetString();
        var late = receiver.NextAsync();
        while (!late.IsCompleted)
        {
            using var moved = await lot.Plain.PostAsJsonAsync("_backlot/clock/advance", new { seconds = 61 });
        }

        var other = Json((await late).Body).GetProperty("request_id").GetString();

        Assert.Equal((second.GetProperty("request_id").GetString(), first.GetProperty("request_id").GetString()), (one, other));
    }

    [Fact]
    public async Task Fal_LateWebhookFlushed_ComesAtOnce()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        using var stopped = await lot.Plain.PostAsync("_backlot/clock/stop", null);
        await lot.ScriptAsync(new { route = "webhook", action = "webhook_late", retry_after = 7200 });
        var ticket = await lot.AcceptedAsync(Hooked(receiver, "a"), TestLot.Body(TestLot.Kling));
        await lot.AwaitAsync(ticket);

        for (var sent = 0; sent == 0;)
        {
            using var flushed = await lot.Plain.PostAsync("_backlot/webhooks/flush", null);
            sent = (await flushed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sent").GetInt32();
        }

        Assert.Equal(ticket.GetProperty("request_id").GetString(), Json((await receiver.NextAsync()).Body).GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Fal_KeysRotated_TheOldKeyIsNoLongerPublished()
    {
        await using var lot = await TestLot.StartAsync();
        var keys = new Uri(lot.Server.FalRest, ".well-known/jwks.json");
        var before = await lot.Plain.GetStringAsync(keys);

        using var rotated = await lot.Plain.PostAsync("_backlot/webhooks/rotate", null);

        Assert.NotEqual(before, await lot.Plain.GetStringAsync(keys));
    }

    [Fact]
    public async Task Gemini_RegisteredWebhook_IsSignedAsStandardWebhooksSay()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        var hook = await PostAsync(lot, "v1beta/webhooks", new { uri = receiver.Address, subscribed_events = new[] { "interaction.completed" } });
        var secret = hook.GetProperty("new_signing_secret").GetString()!["whsec_".Length..];
        await InteractionAsync(lot, new JsonObject());

        var (headers, body) = await receiver.NextAsync();

        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret), Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(body)}"));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", headers["webhook-signature"]);
        Assert.Equal("interaction.completed", Json(body).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Gemini_RequestsOwnWebhook_TakesThePlaceOfTheRegisteredOnesAndIsSignedByThePublishedKey()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        await PostAsync(lot, "v1beta/webhooks", new { uri = new Uri(receiver.Address, "registered"), subscribed_events = new[] { "interaction.completed" } });
        await InteractionAsync(lot, new JsonObject { ["uris"] = new JsonArray(receiver.Address.ToString()), ["user_metadata"] = new JsonObject { ["attempt"] = "a-1" } });

        var (headers, body) = await receiver.NextAsync();

        Assert.Equal("a-1", Json(body).GetProperty("user_metadata").GetProperty("attempt").GetString());
        var parts = headers["webhook-signature"].Split('.');
        var key = (await lot.Plain.GetFromJsonAsync<JsonElement>(new Uri(lot.Server.Gemini, ".well-known/jwks.json"))).GetProperty("keys")[0];
        using var rsa = RSA.Create(new RSAParameters { Modulus = WebEncoders.Base64UrlDecode(key.GetProperty("n").GetString()!), Exponent = WebEncoders.Base64UrlDecode(key.GetProperty("e").GetString()!) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Ark_Callback_TellsWhatAskingWouldTell()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var lot = await TestLot.StartAsync();
        using var ark = new HttpClient { BaseAddress = lot.Server.Ark, DefaultRequestHeaders = { { "Authorization", "Bearer test" } } };
        using var answer = await ark.PostAsJsonAsync("contents/generations/tasks", new
        {
            model = "dreamina-seedance-2-0-260128", duration = 4, resolution = "480p", callback_url = receiver.Address, content = new[] { new { type = "text", text = TestLot.Prompt } },
        });
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        var said = Json((await receiver.NextAsync()).Body);

        Assert.Equal((await ark.GetFromJsonAsync<JsonElement>($"contents/generations/tasks/{id}")).GetProperty("content").ToString(), said.GetProperty("content").ToString());
        Assert.Equal((id, "succeeded"), (said.GetProperty("id").GetString(), said.GetProperty("status").GetString()));
    }

    private static string Hooked(Receiver receiver, string name) => $"{TestLot.Kling}?fal_webhook={Uri.EscapeDataString($"{receiver.Address}{name}")}";

    private static JsonElement Json(byte[] body) => JsonDocument.Parse(body).RootElement;

    private static Task<JsonElement> InteractionAsync(TestLot lot, JsonObject hooks) => PostAsync(lot, "v1beta/interactions", new JsonObject
    {
        ["model"] = "gemini-omni-1.2-flash", ["input"] = TestLot.Prompt, ["background"] = true, ["webhook_config"] = hooks,
        ["response_format"] = new JsonObject { ["type"] = "video", ["duration"] = "3s", ["delivery"] = "uri" },
    });

    private static async Task<JsonElement> PostAsync(TestLot lot, string path, object body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(lot.Server.Gemini, path)) { Content = JsonContent.Create(body), Headers = { { "x-goog-api-key", "test" } } };
        using var answer = await lot.Plain.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
