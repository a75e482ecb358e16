using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>What thirty shots become as requests to every film model of the catalogue.</summary>
public sealed class GoldenRequestTests : IDisposable
{
    private readonly ModelRequests requests = new();

    public static TheoryData<string> Models => [.. ModelRequests.Rows.Select(row => row.Name)];

    public void Dispose() => requests.Dispose();

    [Fact]
    public void Prompts_OfThirtyShots_AreTheGoldenOnes()
    {
        var text = new StringBuilder();
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
            text.Append($"{GoldenFile.Name(index)}\n{PromptCompiler.Video(fields)}\n\n");
        text.Append($"a picture of s01\n{PromptCompiler.Image(SampleShots.Thirty[0], "closer")}\n");

        GoldenFile.Check("prompts.txt", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Requests_OfThirtyShots_AreTheGoldenOnes(string model)
    {
        var row = ModelRequests.Rows.Single(known => known.Name == model);
        List<JsonObject> bodies = [];
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
            bodies.Add(await requests.BodyAsync(Request(row, fields, index), row));

        GoldenFile.Check($"{model}.txt", GoldenFile.Text($"{row.Provider} {row.Endpoint}", bodies, [.. SampleShots.Thirty.Select(fields => PromptCompiler.Video(fields))]));
    }

    private TakeRequest Request(ModelRow row, ShotFields fields, int index) =>
        new(GoldenFile.Name(index), row.Name, fields, row.Step(3 + (index % 10)), index + 1, requests.Start, index % 3 == 2 ? new(720, 1280) : new(1280, 720))
        {
            // An edit names one clause; the shots ask for each of them in turn.
            Extends = row.Input.Form == "extend" ? new(requests.Clip, 192) : null,
            Source = row.Edits && row.Input.Form != "extend" ? new(requests.Clip, "job-1", fields.Members()[index % 10].Field, 1, 2) { Mask = row.Input.Form == "inpaint" ? requests.Mask : null } : null,
        };
}
