using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>
/// Requests as text, one file a model: first what is the same in every request, then a line a shot; <c>«s07»</c> stands for the prompt
/// of that shot. A change that is meant is written anew by running the tests with ORCHESTRATOR_GOLDEN=write, and read as a diff before
/// it is committed.
/// </summary>
internal static class GoldenFile
{
    private static readonly string Folder = Repository.Path("tests", "Orchestrator.Tests", "Providers", "Prompts", "Golden");
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How a shot is called.</summary>
    public static string Name(int index) => $"s{index + 1:00}";

    /// <summary>The text of a model's requests.</summary>
    /// <param name="head">Who they go to.</param>
    /// <param name="bodies">Their bodies, in the order of the shots.</param>
    /// <param name="prompts">The prompts that are named instead of spelled out.</param>
    public static string Text(string head, IReadOnlyList<JsonObject> bodies, IReadOnlyList<string> prompts)
    {
        var same = bodies[0].Where(pair => bodies.All(body => body.ContainsKey(pair.Key) && JsonNode.DeepEquals(body[pair.Key], pair.Value))).Select(pair => pair.Key).ToHashSet();
        var text = new StringBuilder($"{head}\nall {Line(bodies[0], same.Contains)}\n");
        foreach (var (body, index) in bodies.Select((body, index) => (body, index)))
            text.Append($"{Name(index)} {Short(Line(body, name => !same.Contains(name)), prompts)}\n");
        return text.ToString();
    }

    /// <summary>Compares with the file, or writes it.</summary>
    public static void Check(string file, string text)
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

    private static string Line(JsonObject body, Func<string, bool> chosen) =>
        new JsonObject(body.Where(pair => chosen(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString(Readable);

    private static string Short(string line, IReadOnlyList<string> prompts) => prompts.Select((prompt, index) => (Prompt: JsonValue.Create(prompt).ToJsonString(Readable)[1..^1], index))
        .Aggregate(line, (text, shot) => text.Replace(shot.Prompt, $"«{Name(shot.index)}»", StringComparison.Ordinal));
}
