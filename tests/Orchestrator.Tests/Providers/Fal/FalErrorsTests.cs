using System.Net;
using Orchestrator.Model;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Http;

namespace Orchestrator.Tests.Providers.Fal;

public sealed class FalErrorsTests
{
    [Theory]
    [InlineData("X-Fal-Retryable", "true", true)]
    [InlineData("X-Fal-Retryable", "false", false)]
    [InlineData("X-Fal-Needs-Retry", "1", true)]
    [InlineData("X-Fal-Needs-Retry", "0", false)]
    [InlineData("x-fal-needs-retry", "True", true)]
    [InlineData("X-Fal-Needs-Retry", "perhaps", null)]
    [InlineData("X-Other", "1", null)]
    public void MayRetry_ByEitherNameAndSpelling_IsRead(string header, string value, bool? expected) =>
        Assert.Equal(expected, FalErrors.MayRetry(Answer((header, value))));

    [Fact]
    public void MayRetry_BothNames_ThePresentOneCounts() =>
        Assert.Equal(false, FalErrors.MayRetry(Answer(("X-Fal-Needs-Retry", "1"), ("X-Fal-Retryable", "false"))));

    [Theory]
    [InlineData(500, "1", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData(422, "1", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData(503, "0", OutcomeClass.NotAcceptedTerminal)]
    [InlineData(500, "0", OutcomeClass.NotAcceptedTerminal)]
    public void OfJob_ModelThatSaysWhetherToTryAgain_IsBelievedBeforeItsStatus(int status, string needed, OutcomeClass expected) =>
        Assert.Equal(expected, FalErrors.OfJob((HttpStatusCode)status, "{}", FalErrors.MayRetry(Answer(("X-Fal-Needs-Retry", needed)))));

    [Theory]
    [InlineData(429, "{\"type\":\"concurrent_requests_limit\"}", "1", OutcomeClass.NotAcceptedRetryable)]
    [InlineData(400, "{}", "1", OutcomeClass.NotAcceptedRetryable)]
    [InlineData(400, "{}", "0", OutcomeClass.NotAcceptedTerminal)]
    // Passed on before it failed, whatever the header says: it is looked for, and not sent again.
    [InlineData(503, "{}", "1", OutcomeClass.Ambiguous)]
    public void OfSubmit_HeaderThatAsksForAnotherTry_CountsForWhatWasSurelyNotTaken(int status, string body, string needed, OutcomeClass expected) =>
        Assert.Equal(expected, FalErrors.OfSubmit((HttpStatusCode)status, body, FalErrors.MayRetry(Answer(("X-Fal-Needs-Retry", needed)))));

    private static ProviderAnswer Answer(params (string Name, string Value)[] headers)
    {
        using var message = new HttpResponseMessage();
        foreach (var (name, value) in headers)
            message.Headers.Add(name, value);
        return new(HttpStatusCode.InternalServerError, "", message.Headers);
    }
}
