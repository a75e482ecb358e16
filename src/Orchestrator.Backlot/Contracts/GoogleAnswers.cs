namespace Orchestrator.Backlot.Contracts;

/// <summary>Google's error bodies.</summary>
internal static class GoogleAnswers
{
    public static Task ErrorAsync(HttpContext http, int status, string message)
        => VendorDesk.AnswerAsync(http, status, ErrorShape.Of("/vertex", status, "", message, null));
}
