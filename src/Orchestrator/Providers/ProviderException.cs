namespace Orchestrator.Providers;

/// <summary>A provider did what it must not do; the message says what was refused.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
