using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using Temporalio.Conformance.Histories;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenes;

/// <summary>What a service answers, line by line, to be compared with what the real one answered.</summary>
public sealed class Transcript(ServiceKind kind, string idPrefix)
{
    private readonly StringBuilder text = new();

    /// <summary>Notes a line.</summary>
    public void Note(string line) => text.Append(line).Append('\n');

    /// <summary>Notes all fields of a message, normalised.</summary>
    public void Show(string title, IMessage? message)
    {
        text.Append(title).Append('\n');
        foreach (var (path, value) in message is null ? [] : HistoryText.Fields(message, idPrefix)) text.Append("    ").Append(path).Append(": ").Append(value).Append('\n');
    }

    /// <summary>Calls and notes the answer or the refusal.</summary>
    public async Task<TResponse?> Ask<TResponse>(string title, Task<TResponse> call)
        where TResponse : class, IMessage
    {
        try
        {
            var answer = await call;
            Show(title, answer);
            return answer;
        }
        catch (WireException refusal)
        {
            var details = string.Join(", ", refusal.Details.Select(d => d.TypeUrl.Split('.')[^1]));
            text.Append(title).Append('\n').Append("    refused: ").Append(refusal.Code).Append(": ")
                .Append(HistoryText.Normalised(refusal.Text, idPrefix)).Append(" [").Append(details).Append("]\n");
            return null;
        }
    }

    /// <summary>All that was noted is as the real service answered in this scenario.</summary>
    public void IsRecorded([CallerMemberName] string scenario = "") => HistoryAssert.EqualsRecorded(text.ToString(), scenario, kind);
}
