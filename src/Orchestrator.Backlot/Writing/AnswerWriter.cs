using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;

namespace Orchestrator.Backlot.Writing;

/// <summary>
/// Writes answers to questions: plans and judgements from what is asked, anything else the plainest that keeps to its schema; and what
/// scripted faults make of them.
/// </summary>
internal sealed class AnswerWriter(VendorDesk desk)
{
    private const int FullRequest = 200_000;
    private readonly JudgeWriter judge = new(desk);

    public async Task<WrittenAnswer> AnswerAsync(ResponseRequest request, FaultRule? fault, CancellationToken cancellation)
    {
        if (fault?.Action == FaultAction.Refuse || desk.Forbids(request.Text))
            return new("completed", null, Refusal: "I'm sorry, I can't help with that request.");
        var written = await WriteAsync(request, fault, cancellation);
        if (fault?.Action == FaultAction.Fail)
            return Failed(fault.ErrorType ?? "server_error", written);
        var whole = new WrittenAnswer("completed", written);
        return whole.Tokens <= request.MaxTokens ? whole : new("incomplete", written[..Math.Min(written.Length, request.MaxTokens * WrittenAnswer.CharactersPerToken)], Reason: "max_output_tokens");
    }

    private static WrittenAnswer Failed(string how, string written) => how switch
    {
        "max_output_tokens" or "content_filter" => new("incomplete", written[..(written.Length / 2)], Reason: how),
        "garbage" => new("completed", $"Certainly! {written[..(written.Length / 2)]}"),
        "off_schema" => new("completed", """{"note":"this keeps to no schema"}"""),
        _ => new("failed", null, Error: how),
    };

    private async Task<string> WriteAsync(ResponseRequest request, FaultRule? fault, CancellationToken cancellation)
    {
        if (request.Schema is not { } schema)
            return request.AnyJson ? """{"answer":"As asked."}""" : "As asked.";
        var value = PlanWriter.Write(request.Text, schema) ?? await judge.WriteAsync(request, fault, cancellation) ?? new SchemaFiller(request.Text[..Math.Min(request.Text.Length, FullRequest)].ToLowerInvariant(), new Dictionary<string, JsonNode?>()).Fill(schema);
        return StrictSchema.Fits(schema, value)
            ? value!.ToJsonString()
            : throw new InvalidOperationException($"The Backlot cannot write a {request.FormatName} that keeps to its schema: {value?.ToJsonString()}");
    }
}
