using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for one attempt to be submitted.</summary>
/// <param name="AttemptId">Unique across films: production, shot, attempt.</param>
/// <param name="Request">What is asked of the model.</param>
/// <param name="NotBefore">Just before the attempt was submitted this time (UTC): a lost job is searched from here.</param>
public sealed record SubmitTakeRequest(string AttemptId, TakeRequest Request, DateTime NotBefore);
