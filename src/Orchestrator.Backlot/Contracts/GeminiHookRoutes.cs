using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Webhooks;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Gemini's registered webhooks, and the key of those that requests name for themselves.</summary>
internal sealed class GeminiHookRoutes(VendorDesk desk, GeminiDoor door, GeminiLetters letters, WebhookPost post)
{
    private static readonly string[] Events = ["batch.succeeded", "batch.expired", "batch.failed", "interaction.requires_action", "interaction.completed", "interaction.failed", "interaction.cancelled", "video.generated"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/gemini/.well-known/jwks.json", () => Results.Json(new { keys = new[] { letters.PublicKey } }));
        var group = routes.MapGroup("/gemini/v1beta/webhooks");
        group.MapPost("", CreateAsync);
        group.MapGet("", http => WithKeyAsync(http, () => VendorDesk.AnswerAsync(http, 200, new { webhooks = All().Select(hook => View(hook)) })));
        group.MapGet("/{id}", (HttpContext http, string id) => WithAsync(http, id, hook => VendorDesk.AnswerAsync(http, 200, View(hook))));
        group.MapPatch("/{id}", (HttpContext http, string id) => WithAsync(http, id, hook => UpdateAsync(http, hook)));
        group.MapDelete("/{id}", (HttpContext http, string id) => WithAsync(http, id, hook => DeleteAsync(http, hook)));
        group.MapPost("/{call}", (HttpContext http, string call) => call.Split(':') switch
        {
            [var id, "ping"] => WithAsync(http, id, hook => PingAsync(http, hook)),
            [var id, "rotateSigningSecret"] => WithAsync(http, id, hook => RotateAsync(http, hook)),
            _ => GoogleAnswers.ErrorAsync(http, 404, "Method not found."),
        });
    }

    private async Task CreateAsync(HttpContext http)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        if (!await door.AdmitsAsync(http))
            return;
        if (Problem(body) is { } problem)
        {
            await GoogleAnswers.ErrorAsync(http, 400, problem);
            return;
        }

        var hook = new GeminiHook(Guid.NewGuid().ToString("N"), VendorDesk.Text(body, "name"), VendorDesk.Text(body, "uri"), EventsOf(body!), [NewSecret()], Enabled: true, desk.Now);
        Keep(hook);
        // This once the secret is told whole.
        await VendorDesk.AnswerAsync(http, 200, View(hook, Whole(hook.Secrets[^1])));
    }

    private async Task UpdateAsync(HttpContext http, GeminiHook hook)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        var next = hook with
        {
            Name = VendorDesk.Text(body, "name", hook.Name ?? ""),
            Address = VendorDesk.Text(body, "uri", hook.Address),
            Events = body?["subscribed_events"] is null ? hook.Events : EventsOf(body),
            Enabled = VendorDesk.Text(body, "state", hook.Enabled ? "enabled" : "disabled") == "enabled",
        };
        Keep(next);
        await VendorDesk.AnswerAsync(http, 200, View(next));
    }

    private Task DeleteAsync(HttpContext http, GeminiHook hook)
    {
        desk.Journal.Forget(GeminiLetters.Kept, hook.Id);
        return VendorDesk.AnswerAsync(http, 200, new { });
    }

    private async Task RotateAsync(HttpContext http, GeminiHook hook)
    {
        var (_, body) = await RequestBody.ReadAsync(http);
        var (secret, at_once) = (NewSecret(), VendorDesk.Text(body, "revocation_behavior").Contains("IMMEDIATELY", StringComparison.OrdinalIgnoreCase));
        Keep(hook with { Secrets = at_once ? [secret] : [hook.Secrets[^1], secret] });
        await VendorDesk.AnswerAsync(http, 200, new { secret = Whole(secret) });
    }

    private async Task PingAsync(HttpContext http, GeminiHook hook)
    {
        await post.DeliverOnceAsync(() => letters.HookLetter(hook, $"ping_{Guid.NewGuid():N}", letters.Envelope("ping", new JsonObject { ["id"] = hook.Id }, null), null));
        await VendorDesk.AnswerAsync(http, 200, new { });
    }

    private static string? Problem(JsonObject? body)
    {
        if (!Uri.TryCreate(VendorDesk.Text(body, "uri"), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return "uri should be an address.";
        var events = EventsOf(body!);
        return events.Count == 0 || events.Any(said => !Events.Contains(said)) ? $"subscribed_events should be some of {string.Join(", ", Events)}." : null;
    }

    private async Task WithKeyAsync(HttpContext http, Func<Task> answer)
    {
        if (await door.AdmitsAsync(http))
            await answer();
    }

    private Task WithAsync(HttpContext http, string id, Func<GeminiHook, Task> answer)
        => WithKeyAsync(http, () => All().FirstOrDefault(hook => hook.Id == id) is { } found ? answer(found) : GoogleAnswers.ErrorAsync(http, 404, "The webhook was not found."));

    private IReadOnlyList<GeminiHook> All() => desk.Journal.Kept<GeminiHook>(GeminiLetters.Kept);

    private void Keep(GeminiHook hook) => desk.Journal.Keep(GeminiLetters.Kept, hook.Id, hook);

    private static List<string> EventsOf(JsonObject body) => [.. (body["subscribed_events"] as JsonArray ?? []).Select(said => said?.ToString() ?? "")];

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string Whole(string secret) => "whsec_" + secret;

    private static object View(GeminiHook hook, string? secret = null) => new
    {
        id = hook.Id,
        name = hook.Name,
        uri = hook.Address,
        subscribed_events = hook.Events,
        state = hook.Enabled ? "enabled" : "disabled",
        create_time = hook.Created,
        update_time = hook.Created,
        new_signing_secret = secret,
        signing_secrets = hook.Secrets.Select(kept => new { truncated_secret = Whole(kept)[..10] + "…" }),
    };
}
