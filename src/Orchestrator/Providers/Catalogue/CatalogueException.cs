namespace Orchestrator.Providers.Catalogue;

/// <summary>The catalogue cannot be read, or a name is not in it; the message says what to do.</summary>
public sealed class CatalogueException(string message, Exception? inner = null) : Exception(message, inner);
