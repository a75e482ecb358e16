using System.Net;
using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Intents;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>Answers in the background: waited for over lost connections and crashes, paid once, forgotten afterwards.</summary>
public sealed class OpenAiBackgroundTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    private ModelRow Row => set.Catalogue.Find("gpt-5.4");

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Buy_Answer_IsWaitedForKeptAndForgottenByTheService()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "falling_queue", position = 3 });

        var first = await BuyAsync();
        var again = await BuyAsync();

        Assert.Equal((OutcomeClass.Delivered, """{"mood":"tense"}"""), (first.Outcome, first.Text));
        Assert.Equal(first, again);
        var charge = Assert.Single(await set.LedgerAsync("openai"));
        Assert.Equal(charge.GetProperty("charged_micro_usd").GetInt64(), first.Charged.Micros);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(charge.GetProperty("request_id").GetString()!));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("server_error")]
    [InlineData("rate_limit")]
    [InlineData("unauthorized")]
    public async Task Buy_WhileAskingAfterItFails_IsAskedAfterAgainAndPaidOnce(string action)
    {
        await set.FaultAsync(new { route = "status", provider = "openai", action, times = 3 });

        Assert.Equal(OutcomeClass.Delivered, (await BuyAsync()).Outcome);
        Assert.Single(await set.LedgerAsync("openai"));
    }

    [Fact]
    public async Task Buy_AfterACrashWhileItWasWaitedFor_TakesUpTheSameAnswer()
    {
        var (_, intent) = await set.Intents.BeginAsync("film/plan.1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Model().AskAsync("film/plan.1", MoodQuestion.Asked, Row, async job =>
        {
            await set.Intents.EndAsync(intent, new("film/plan.1", IntentState.Accepted, job));
            throw new InvalidOperationException("killed");
        }, default));

        var bought = await BuyAsync();

        Assert.Equal(OutcomeClass.Delivered, bought.Outcome);
        Assert.Equal(Assert.Single(await set.LedgerAsync("openai")).GetProperty("charged_micro_usd").GetInt64(), bought.Charged.Micros);
    }

    [Theory]
    [InlineData("refuse", null, OutcomeClass.Refused)]
    [InlineData("fail", "content_filter", OutcomeClass.Refused)]
    [InlineData("fail", "max_output_tokens", OutcomeClass.UnderDelivered)]
    [InlineData("fail", "server_error", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("rate_limit", null, OutcomeClass.NotAcceptedRetryable)]
    [InlineData("accept_then_reset", null, OutcomeClass.Ambiguous)]
    public async Task Ask_Fault_IsToldAsWithoutTheBackground(string action, string? how, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action, error_type = how });

        Assert.Equal(expected, (await Model().AskAsync("film/plan.1", MoodQuestion.Asked, Row, null, default)).Outcome);
    }

    [Fact]
    public async Task Ask_AnswerThatNeverComes_IsCancelledAndWrittenOff()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "stuck_queue" });

        var answer = await Model(TimeSpan.Zero).AskAsync("film/plan.1", MoodQuestion.Asked, Row, null, default);

        Assert.Equal(OutcomeClass.Ambiguous, answer.Outcome);
        Assert.Equal("cancelled", Assert.Single(await set.LedgerAsync("openai")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Answer_OfAJobThatTheServiceForgot_IsLost()
    {
        ProviderJob? job = null;
        await Model().AskAsync("film/plan.1", MoodQuestion.Asked, Row, accepted => Task.FromResult(job = accepted), default);
        await Model().ForgetAsync(job!, default);

        Assert.Equal(OutcomeClass.Ambiguous, (await Model().AnswerAsync(job!, Row, default)).Outcome);
    }

    [Fact]
    public async Task Answer_OfAJobElsewhere_IsNotAskedForWithTheKey() =>
        await Assert.ThrowsAsync<Orchestrator.Providers.ProviderException>(() => Model().AnswerAsync(new("a", "gpt-5.4", "r", new("https://elsewhere.example/r"), new("https://elsewhere.example/r"), new("https://elsewhere.example/c")), Row, default));

    private Task<BoughtAnswer> BuyAsync() => set.Answers(Model()).BuyAsync("film/plan", MoodQuestion.Asked, Row, Money.Usd(1), default);

    private OpenAiTextModel Model(TimeSpan? patience = null) => set.Texts(new OpenAiOptions
    {
        Address = set.Server.OpenAi, Key = "test", Background = true, BackgroundPause = TimeSpan.FromMilliseconds(10), BackgroundTimeout = patience ?? TimeSpan.FromMinutes(2),
    });

    private async Task<HttpStatusCode> StatusAsync(string id)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", "Bearer test" } } };
        using var answer = await http.GetAsync(new Uri(set.Server.OpenAi, $"responses/{id}"));
        return answer.StatusCode;
    }
}
