using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>The Responses contract and the desk that buys answers, against a Backlot over real HTTP.</summary>
public sealed class OpenAiTextModelTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    private ModelRow Row => set.Catalogue.Find("gpt-5.4");

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_Question_IsAnsweredInItsSchemaAndPricedByItsTokens(bool azure)
    {
        var answer = await set.Texts(azure ? set.Server.Azure : null).AskAsync("film/plan.1", MoodQuestion.Asked, Row, null, default);

        Assert.Equal((OutcomeClass.Delivered, """{"mood":"tense"}"""), (answer.Outcome, answer.Text));
        var charge = Assert.Single(await set.LedgerAsync("openai"));
        Assert.Equal(charge.GetProperty("charged_micro_usd").GetInt64(), answer.Cost.Micros);
        Assert.Equal("film/plan.1", charge.GetProperty("attempt_id").GetString());
        Assert.True(answer.Cost <= MoodQuestion.Asked.WorstCase(Row));
    }

    [Fact]
    public async Task Ask_ADeployment_IsAskedByItsName()
    {
        var options = new OpenAiOptions { Address = set.Server.Azure, Key = "test", Deployments = { ["gpt-5.4"] = "our-planner" } };

        await set.Texts(options).AskAsync("film/plan.1", MoodQuestion.Asked, Row, null, default);

        Assert.Equal("our-planner", Assert.Single(await set.LedgerAsync("openai")).GetProperty("endpoint").GetString());
    }

    [Theory]
    [InlineData("refuse", null, OutcomeClass.Refused, 1)]
    [InlineData("fail", "content_filter", OutcomeClass.Refused, 1)]
    [InlineData("fail", "invalid_prompt", OutcomeClass.Refused, 1)]
    [InlineData("fail", "max_output_tokens", OutcomeClass.UnderDelivered, 1)]
    [InlineData("fail", "server_error", OutcomeClass.AcceptedFailedRetryable, 1)]
    [InlineData("rate_limit", null, OutcomeClass.NotAcceptedRetryable, 0)]
    [InlineData("server_error", null, OutcomeClass.AcceptedFailedRetryable, 0)]
    [InlineData("accept_then_reset", null, OutcomeClass.Ambiguous, 1)]
    [InlineData("accept_then_garble", null, OutcomeClass.Ambiguous, 1)]
    public async Task Ask_Fault_IsSentOnceAndToldApart(string action, string? how, OutcomeClass expected, int charges)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action, error_type = how });

        var answer = await set.Texts().AskAsync("film/plan.1", MoodQuestion.Asked, Row, null, default);

        Assert.Equal(expected, answer.Outcome);
        Assert.Equal(how == "max_output_tokens", answer.CutShort);
        Assert.Equal(charges, (await set.LedgerAsync("openai")).Count);
    }

    [Theory]
    [InlineData("insufficient_quota", 429, OutcomeClass.AuthOrAccount)]
    [InlineData("content_filter", 400, OutcomeClass.Refused)]
    [InlineData("invalid_json_schema", 400, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("model_not_found", 404, OutcomeClass.ModelRetired)]
    public async Task Ask_ErrorCodes_AreToldApart(string code, int status, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "answer", status, answer = $"{{\"error\":{{\"message\":\"m\",\"code\":\"{code}\"}}}}" });

        Assert.Equal(expected, (await set.Texts().AskAsync("a", MoodQuestion.Asked, Row, null, default)).Outcome);
    }

    [Fact]
    public async Task Buy_TheSameTwice_PaysOnce()
    {
        var first = await BuyAsync();
        var again = await BuyAsync();

        Assert.Equal((OutcomeClass.Delivered, first.Text, first.Charged), (again.Outcome, again.Text, again.Charged));
        Assert.Single(await set.LedgerAsync("openai"));
    }

    [Fact]
    public async Task Buy_LostAnswer_IsWrittenOffAndAskedAnew()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "accept_then_reset" });

        var bought = await BuyAsync();

        Assert.Equal(OutcomeClass.Delivered, bought.Outcome);
        var charges = await set.LedgerAsync("openai");
        Assert.Equal(["film/plan.1", "film/plan.2"], charges.Select(charge => charge.GetProperty("attempt_id").GetString()));
        Assert.Equal(MoodQuestion.Asked.WorstCase(Row).Micros + charges[1].GetProperty("charged_micro_usd").GetInt64(), bought.Charged.Micros);
        Assert.Equal(bought.Charged, (await BuyAsync()).Charged);
    }

    [Fact]
    public async Task Buy_AnswersThatAreAlwaysLost_EndsAfterThree()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "accept_then_reset", times = 0 });

        var bought = await BuyAsync();

        Assert.Equal((OutcomeClass.Ambiguous, 3L * MoodQuestion.Asked.WorstCase(Row).Micros), (bought.Outcome, bought.Charged.Micros));
        Assert.Equal(3, (await set.LedgerAsync("openai")).Count);
    }

    [Theory]
    [InlineData(1, OutcomeClass.Delivered)]
    [InlineData(2, OutcomeClass.UnderDelivered)]
    public async Task Buy_AnswerCutShort_IsAskedOnceMoreWithMoreTokens(int times, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "fail", error_type = "max_output_tokens", times });

        var bought = await BuyAsync();

        Assert.Equal(expected, bought.Outcome);
        Assert.Equal(2, (await set.LedgerAsync("openai")).Count);
    }

    [Fact]
    public async Task Buy_WhileRateLimited_SaysWhenAndPaysOnceLater()
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "rate_limit", retry_after = 7 });

        var limited = await BuyAsync();
        var later = await BuyAsync();

        Assert.Equal((OutcomeClass.NotAcceptedRetryable, 7.0), (limited.Outcome, limited.RetryAfterSeconds));
        Assert.Equal(OutcomeClass.Delivered, later.Outcome);
        Assert.Single(await set.LedgerAsync("openai"));
    }

    [Fact]
    public async Task Buy_MoreThanTheLimit_AsksNothing()
    {
        var bought = await set.Answers().BuyAsync("film/plan", MoodQuestion.Asked, Row, MoodQuestion.Asked.WorstCase(Row) - new Money(1), default);

        Assert.NotNull(bought.Needed);
        Assert.Empty(await set.LedgerAsync("openai"));
    }

    private Task<BoughtAnswer> BuyAsync() => set.Answers().BuyAsync("film/plan", MoodQuestion.Asked, Row, Money.Usd(1), default);
}
