namespace Orchestrator.Backlot.Webhooks;

/// <summary>A webhook that was registered with the Gemini API.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The user's name for it.</param>
/// <param name="Address">Where events go.</param>
/// <param name="Events">Events it is told.</param>
/// <param name="Secrets">Its signing secrets in base 64; the last one signs, those before still hold.</param>
/// <param name="Enabled">Whether it is told anything.</param>
/// <param name="Created">When it was registered.</param>
internal sealed record GeminiHook(string Id, string? Name, string Address, IReadOnlyList<string> Events, IReadOnlyList<string> Secrets, bool Enabled, DateTimeOffset Created);
