namespace Orchestrator.Backlot.Webhooks;

/// <summary>One announcement: where it goes, and what is in it.</summary>
internal sealed record Letter(Uri Address, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers);
