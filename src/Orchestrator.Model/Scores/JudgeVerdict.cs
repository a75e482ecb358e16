namespace Orchestrator.Model;

/// <summary>A language model's verdict on one aspect of a take.</summary>
/// <param name="Aspect">Which.</param>
/// <param name="Verdict">Fail only when two readings agree on it; not measured when they do not, or when it cannot be seen.</param>
/// <param name="Confidence">How sure the model says it is, 0..1.</param>
/// <param name="Evidence">What it saw, in its words.</param>
/// <param name="Frames">Frames of the take that show it.</param>
public sealed record JudgeVerdict(JudgedAspect Aspect, Verdict Verdict, double Confidence, string Evidence, IReadOnlyList<int> Frames);
