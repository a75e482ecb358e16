namespace Orchestrator.Assembly;

/// <summary>The film cannot be assembled as planned; the message names the shot or file and what differs.</summary>
public sealed class AssemblyException(string message, Exception? inner = null) : Exception(message, inner);
