using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>
/// What thirty shots become as requests to every model of the catalogue. One file a model: first what is the same in every request,
/// then a line a shot; <c>«s07»</c> stands for the prompt of that shot in <c>prompts.txt</c>. A change that is meant is written anew by
/// running this class with ORCHESTRATOR_GOLDEN=write, and read as a diff before it is committed.
/// </summary>
public sealed class GoldenRequestTests : IDisposable
{
    private static readonly string Folder = Repository.Path("tests", "Orchestrator.Tests", "Providers", "Prompts", "Golden");
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ModelRequests requests = new();

    public static TheoryData<string> Models => [.. ModelRequests.Rows.Select(row => row.Name)];

    public void Dispose() => requests.Dispose();

    [Fact]
    public void Prompts_OfThirtyShots_AreTheGoldenOnes()
    {
        var text = new StringBuilder();
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
            text.Append($"{Name(index)}\n{PromptCompiler.Video(fields)}\n\n");
        text.Append($"a picture of s01\n{PromptCompiler.Image(SampleShots.Thirty[0], "closer")}\n");

        Check("prompts.txt", text.ToString());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Requests_OfThirtyShots_AreTheGoldenOnes(string model)
    {
        var row = ModelRequests.Rows.Single(known => known.Name == model);
        List<JsonObject> bodies = [];
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
            bodies.Add(await requests.BodyAsync(Request(row, fields, index), row));

        var same = bodies[0].Where(pair => bodies.All(body => body.ContainsKey(pair.Key) && JsonNode.DeepEquals(body[pair.Key], pair.Value))).Select(pair => pair.Key).ToHashSet();
        var text = new StringBuilder($"{row.Provider} {row.Endpoint}\nall {Line(bodies[0], same.Contains)}\n");
        foreach (var (body, index) in bodies.Select((body, index) => (body, index)))
            text.Append($"{Name(index)} {Short(Line(body, name => !same.Contains(name)))}\n");

        Check($"{model}.txt", text.ToString());
    }

    private TakeRequest Request(ModelRow row, ShotFields fields, int index) =>
        new(Name(index), row.Name, fields, row.Step(3 + (index % 10)), index + 1, requests.Start, index % 3 == 2 ? new(720, 1280) : new(1280, 720))
        {
            // An edit names one clause; the shots ask for each of them in turn.
            Source = row.Edits ? new(requests.Clip, "job-1", fields.Members()[index % 10].Field, 1, 2) { Mask = row.Input.Form == "inpaint" ? requests.Mask : null } : null,
        };

    private static string Line(JsonObject body, Func<string, bool> chosen) =>
        new JsonObject(body.Where(pair => chosen(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString(Readable);

    private static string Short(string line) => SampleShots.Thirty.Select((fields, index) => (Prompt: JsonValue.Create(PromptCompiler.Video(fields)).ToJsonString(Readable)[1..^1], index))
        .Aggregate(line, (text, shot) => text.Replace(shot.Prompt, $"«{Name(shot.index)}»", StringComparison.Ordinal));

    private static string Name(int index) => $"s{index + 1:00}";

    private static void Check(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run this class with ORCHESTRATOR_GOLDEN=write.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
