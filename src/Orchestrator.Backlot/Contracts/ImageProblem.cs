namespace Orchestrator.Backlot.Contracts;

/// <summary>Why an image request is turned away.</summary>
internal sealed record ImageProblem(int Status, string Message, string? Code, string? Param);
