using System.Net;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Kling;
using Orchestrator.Providers.Runway;

namespace Orchestrator.Tests.Providers;

/// <summary>What a job is settled at, by the answers that providers document: their own measure where they give one, the catalogue's price where not.</summary>
public sealed class VendorSettlementTests : IDisposable
{
    private readonly VendorSet vendors = new();

    public void Dispose() => vendors.Dispose();

    [Theory]
    // 5 s of the pro mode with sound are 6 units of 0.14 at list price.
    [InlineData("\"final_unit_deduction\":\"6\",", 0.84, true)]
    [InlineData("\"final_unit_deduction\":\"4.2\",", 0.588, true)]
    [InlineData("\"final_unit_deduction\":6,", 0.84, true)]
    // Missing, or paid by the balance instead of a package: the catalogue's price, and told as such.
    [InlineData("", 0.84, false)]
    [InlineData("\"final_unit_deduction\":\"\",", 0.84, false)]
    [InlineData("\"final_unit_deduction\":\"0\",\"final_balance_deduction\":{\"quota\":\"0.8\",\"list_price\":\"1\"},", 0.84, false)]
    [InlineData("\"final_unit_deduction\":null,", 0.84, false)]
    public async Task Kling_DeliveredTask_CostsTheUnitsItTells(string deduction, double usd, bool reported)
    {
        Answered($$$$$"""{"code":0,"data":{"task_id":"t","task_status":"succeed",{{{{{deduction}}}}}"task_result":{"videos":[{"id":"v","url":"https://media.example/v.mp4","duration":"5"}]}}}""");

        var (output, row, request) = await OutputAsync("kling-v3-pro-direct");

        Assert.Equal(OutcomeClass.Delivered, output.Outcome);
        Assert.Equal((Money.Usd((decimal)usd), reported), (output.Charged(row, request), output.Reported(row, request) is not null));
    }

    [Theory]
    [InlineData("\"final_unit_deduction\":\"0\",", 0)]
    [InlineData("", 0)]
    [InlineData("\"final_unit_deduction\":\"3\",", 0.42)]
    public async Task Kling_FailedTask_CostsNothingUnlessItTellsUnits(string deduction, double usd)
    {
        Answered($$$$$"""{"code":0,"data":{"task_id":"t","task_status":"failed",{{{{{deduction}}}}}"task_status_msg":"Failure to pass the risk control system"}}""");

        var (output, row, request) = await OutputAsync("kling-v3-pro-direct");

        Assert.Equal((OutcomeClass.Refused, Money.Usd((decimal)usd)), (output.Outcome, output.Charged(row, request)));
    }

    [Theory]
    // 5 s at 720p, told by kind, with thought beside: 300 read, 28,960 of video, 200 of thought.
    [InlineData(""","usage":{"total_input_tokens":300,"total_output_tokens":28960,"total_thought_tokens":200,"output_tokens_by_modality":[{"modality":"VIDEO","tokens":28960}]}""", 0.50905, true)]
    [InlineData(""","usage":{"total_input_tokens":300,"total_output_tokens":28980,"output_tokens_by_modality":[{"modality":"video","tokens":28960},{"modality":"text","tokens":20}]}""", 0.50743, true)]
    [InlineData(""","usage":{"total_input_tokens":0,"total_output_tokens":28960}""", 0.5068, true)]
    [InlineData("", 0.52, false)]
    [InlineData(""","usage":{}""", 0.52, false)]
    public async Task Gemini_DeliveredInteraction_CostsItsTokens(string usage, double usd, bool reported)
    {
        Answered($$$$$"""{"id":"i","status":"completed","steps":[{"type":"model_output","content":[{"type":"video","uri":"https://media.googleapis.com/v.mp4"}]}]{{{{{usage}}}}}}""");

        var (output, row, request) = await OutputAsync("gemini-omni");

        Assert.Equal(OutcomeClass.Delivered, output.Outcome);
        Assert.Equal((Money.Usd((decimal)usd), reported), (output.Charged(row, request), output.Reported(row, request) is not null));
    }

    [Fact]
    public async Task Gemini_BlockedInteraction_IsFreeWhateverWasRead()
    {
        Answered("""{"id":"i","status":"failed","errors":[{"code":"SAFETY","message":"blocked"}],"usage":{"total_input_tokens":300,"total_output_tokens":0}}""");

        var (output, row, request) = await OutputAsync("gemini-omni");

        Assert.Equal((OutcomeClass.Refused, Money.Zero), (output.Outcome, output.Charged(row, request)));
    }

    [Theory]
    [InlineData("SAFETY.INPUT.TEXT", OutcomeClass.Refused, true)]
    [InlineData("SAFETY.OUTPUT.VIDEO", OutcomeClass.Refused, true)]
    [InlineData("INTERNAL.BAD_OUTPUT.CODE01", OutcomeClass.AcceptedFailedRetryable, false)]
    [InlineData("ASSET.INVALID", OutcomeClass.NotAcceptedTerminal, false)]
    public async Task Runway_FailedTask_CostsItsPriceWhereModerationStoppedIt(string code, OutcomeClass expected, bool billed)
    {
        Answered($$"""{"id":"t","status":"FAILED","failure":"no","failureCode":"{{code}}"}""");

        var (output, row, request) = await OutputAsync("runway-gen-4.5");

        Assert.Equal((expected, billed ? row.PriceOf(request) : Money.Zero), (output.Outcome, output.Charged(row, request)));
        Assert.Null(output.Reported(row, request));
    }

    [Theory]
    [InlineData("gemini-omni-fal", 5, 0.65, true)]
    [InlineData("gemini-omni-fal", 3.008, 0.39104, true)]
    // Tokens, and not hours of film.
    [InlineData("gemini-omni-fal", 28960, 0.65, false)]
    [InlineData("seedance-2.0-direct", 0.1089, 1.5246, true)]
    public async Task Units_OfAnUnknownKind_AreNotTakenForSeconds(string name, double units, double usd, bool reported)
    {
        var (request, row) = await vendors.ReadyAsync(name, 5, "waves");
        var output = new JobOutput(OutcomeClass.Delivered, new("https://media.example/v.mp4"), (decimal)units, "delivered");

        Assert.Equal((Money.Usd((decimal)usd), reported), (output.Charged(row, request), output.Reported(row, request) is not null));
    }

    private void Answered(string text) => vendors.Answer = _ => (HttpStatusCode.OK, text);

    private async Task<(JobOutput Output, ModelRow Row, TakeRequest Request)> OutputAsync(string name)
    {
        var (request, row) = await vendors.ReadyAsync(name, 5, "waves");
        Uri address = row.Provider switch
        {
            "kling" => new(new KlingOptions().Address, "v1/videos/image2video/t"),
            "gemini" => new(new GeminiOptions().Address, "v1beta/interactions/t"),
            _ => new(new RunwayOptions().Address, "v1/tasks/t"),
        };
        return (await vendors.Client(row.Provider).OutputAsync(new("a", name, "t", address, address, address), row, default), row, request);
    }
}
