using System.Net;
using Orchestrator.Model;

namespace Orchestrator.Providers.Http;

/// <summary>What the status of a submit's answer says by itself, for all providers; their own codes are looked at first.</summary>
internal static class SubmitStatus
{
    public static OutcomeClass Of(HttpStatusCode status) => (int)status switch
    {
        429 => OutcomeClass.NotAcceptedRetryable,
        401 or 402 or 403 => OutcomeClass.AuthOrAccount,
        404 or 410 => OutcomeClass.ModelRetired,
        >= 400 and < 500 => OutcomeClass.NotAcceptedTerminal,
        // A gateway may have passed the request on before it failed; a redirect or an odd success names no job.
        _ => OutcomeClass.Ambiguous,
    };
}
