using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Histories;

/// <summary>Compares histories with what a scenario says and with what the real service wrote.</summary>
public static class HistoryAssert
{
    /// <summary>Set to 1 to write down what the real service answers instead of comparing with it.</summary>
    private const string RecordVariable = "CONFORMANCE_RECORD";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Names, order, gapless ids and the listed attributes of every event.</summary>
    public static void Matches(IReadOnlyList<HistoryEvent> events, string idPrefix, string listing)
    {
        var patterns = EventPattern.Parse(listing);
        var lines = HistoryText.Lines(events, idPrefix);
        var problems = new List<string>();
        for (var i = 0; i < Math.Max(patterns.Count, lines.Count); i++)
        {
            var problem = i >= lines.Count ? "missing"
                : i >= patterns.Count ? $"unexpected {HistoryText.ShortName(lines[i].Event)}"
                : lines[i].Event.EventId != i + 1 ? $"has id {lines[i].Event.EventId}"
                : patterns[i].Mismatch(lines[i].Event, lines[i].Attributes);
            if (problem is not null)
            {
                problems.Add($"event {i + 1}: {problem}");
            }
        }

        if (problems.Count > 0)
        {
            Assert.Fail($"{string.Join('\n', problems)}\nHistory:\n{HistoryText.Render(events, idPrefix)}");
        }
    }

    /// <summary>Compares every attribute with the history the real service wrote for this scenario.</summary>
    public static void EqualsRecorded(IReadOnlyList<HistoryEvent> events, string idPrefix, string name, ServiceKind kind)
    {
        EqualsRecorded(HistoryText.Render(events, idPrefix), name, kind);
    }

    /// <summary>Compares a text with what the real service said in this scenario.</summary>
    public static void EqualsRecorded(string actual, string name, ServiceKind kind)
    {
        var file = Path.Combine(RepositoryPaths.Recorded, name + ".txt");
        if (kind == ServiceKind.Real && Environment.GetEnvironmentVariable(RecordVariable) == "1")
        {
            Directory.CreateDirectory(RepositoryPaths.Recorded);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} is missing: run with {RecordVariable}=1 against the real service.");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    /// <summary>Compares with an exported history, where the exports are present; its name begins with the workflow id.</summary>
    public static void EqualsGolden(IReadOnlyList<HistoryEvent> events, string idPrefix, string example)
    {
        var file = Path.Combine(RepositoryPaths.Golden, example + ".json");
        if (File.Exists(file))
        {
            var golden = Parser.Parse<History>(File.ReadAllText(file));
            var goldenId = golden.Events[0].WorkflowExecutionStartedEventAttributes.WorkflowId.Split('-')[0];
            Assert.Equal(HistoryText.Render(golden.Events, goldenId), HistoryText.Render(events, idPrefix));
        }
    }

    /// <summary>The named fields of a message, normalised as those of an event.</summary>
    public static void FieldsMatch(IMessage message, string idPrefix, string expected)
    {
        var fields = HistoryText.Fields(message, idPrefix);
        var problem = EventPattern.FieldMismatch(fields, expected);
        if (problem is not null)
        {
            Assert.Fail($"{problem}\n{string.Join('\n', fields.Select(f => $"    {f.Key}: {f.Value}"))}");
        }
    }
}
