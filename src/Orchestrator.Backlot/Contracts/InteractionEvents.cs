using System.Text.Json;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// An interaction told as it comes: the events of its stream, in their order and always the same under the same ids, so that one that
/// broke off can be taken up again after the last event that was seen.
/// </summary>
internal sealed class InteractionEvents(HttpContext http, string? after)
{
    private readonly bool takesUp = int.TryParse(after, out _);
    private readonly int seen = int.TryParse(after, out var last) ? last : 0;
    private int number;

    /// <summary>What is told before there is anything to see.</summary>
    public async Task OpenAsync(object interaction, string id)
    {
        http.Response.ContentType = "text/event-stream";
        await SendAsync("interaction.created", new() { ["interaction"] = interaction });
        await SendAsync("interaction.status_update", new() { ["interaction_id"] = id, ["status"] = "in_progress" });
    }

    /// <summary>What it made, or why it made nothing, and its end.</summary>
    public async Task EndAsync(object interaction, Job job, object? content)
    {
        if (content is not null)
        {
            await SendAsync("step.start", new() { ["index"] = 0, ["step"] = new { type = "model_output" } });
            await SendAsync("step.delta", new() { ["index"] = 0, ["delta"] = content });
            await SendAsync("step.stop", new() { ["index"] = 0 });
        }
        else if (job.Error is { } error)
        {
            await SendAsync("error", new() { ["error"] = new { code = error.Type, message = error.Message } });
        }

        await SendAsync("interaction.completed", new() { ["interaction"] = interaction });
        await http.Response.WriteAsync("event: done\ndata: [DONE]\n\n", http.RequestAborted);
    }

    private async Task SendAsync(string type, Dictionary<string, object?> said)
    {
        if (++number <= seen && takesUp)
            return;
        said["event_type"] = type;
        said["event_id"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await http.Response.WriteAsync($"event: {type}\ndata: {JsonSerializer.Serialize(said, VendorDesk.Json)}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
