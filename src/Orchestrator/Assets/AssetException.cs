namespace Orchestrator.Assets;

/// <summary>An asset cannot be stored or found; the message says which and what to do.</summary>
public sealed class AssetException(string message, Exception? inner = null) : Exception(message, inner);
