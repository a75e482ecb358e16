using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Worker.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Matching;

/// <summary>
/// Which workers are asked for: comparisons of what they say of themselves, joined by AND, OR and parentheses. A comparison that makes
/// no sense, such as one with an unknown attribute, leaves the worker out, as on the real service.
/// </summary>
internal sealed class WorkerQuery
{
    /// <summary>What the real service puts before a query, and counts when it says where a mistake is.</summary>
    private const int Offset = 27;

    private static readonly Dictionary<string, Func<WorkerHeartbeat, string>> Texts = new(StringComparer.Ordinal)
    {
        ["WorkerInstanceKey"] = w => w.WorkerInstanceKey,
        ["WorkerIdentity"] = w => w.WorkerIdentity,
        ["HostName"] = w => w.HostInfo?.HostName ?? "",
        ["TaskQueue"] = w => w.TaskQueue,
        ["DeploymentName"] = w => w.DeploymentVersion?.DeploymentName ?? "",
        ["BuildId"] = w => w.DeploymentVersion?.BuildId ?? "",
        ["SdkName"] = w => w.SdkName,
        ["SdkVersion"] = w => w.SdkVersion,
        ["Status"] = w => w.Status.ToString(),
        ["WorkerStatus"] = w => w.Status.ToString(),
    };

    private static readonly Dictionary<string, Func<WorkerHeartbeat, Timestamp?>> Times = new(StringComparer.Ordinal)
    {
        ["StartTime"] = w => w.StartTime,
        ["HeartbeatTime"] = w => w.HeartbeatTime,
    };

    private readonly List<Token> tokens;
    private int next;

    private WorkerQuery(string query) => tokens = QueryLexer.Split(query.Trim());

    private Token Current => tokens[next];

    /// <param name="query">The query; empty means all.</param>
    /// <exception cref="ServiceError">INVALID_ARGUMENT with what is wrong.</exception>
    public static Func<WorkerHeartbeat, bool> Parse(string query)
    {
        var parser = new WorkerQuery(query);
        if (parser.Current.Kind == TokenKind.End) return _ => true;
        var condition = parser.Or();
        return parser.Current.Kind == TokenKind.End ? worker => condition(worker) == true : throw parser.SyntaxError();
    }

    // Null is neither: the worker is left out whatever else is asked for.
    private Func<WorkerHeartbeat, bool?> Or()
    {
        var left = And();
        while (Accept("OR"))
        {
            var (one, other) = (left, And());
            left = w => one(w) is false ? other(w) : one(w);
        }

        return left;
    }

    private Func<WorkerHeartbeat, bool?> And()
    {
        var left = Single();
        while (Accept("AND"))
        {
            var (one, other) = (left, Single());
            left = w => one(w) is true ? other(w) : one(w);
        }

        return left;
    }

    private Func<WorkerHeartbeat, bool?> Single()
    {
        if (!Accept("(")) return Comparison();
        var inner = Or();
        return Accept(")") ? inner : throw SyntaxError();
    }

    private Func<WorkerHeartbeat, bool?> Comparison()
    {
        var name = Take(TokenKind.Word);
        var comparison = Operator();
        if (Current.Kind is TokenKind.Number or TokenKind.Word)
        {
            next++;
            return _ => null;
        }

        var value = Take(TokenKind.Text);
        if (Texts.TryGetValue(name, out var text)) return w => Compare(comparison, text(w), value);
        return Times.TryGetValue(name, out var time) && Moment(value) is { } moment ? w => Compare(comparison, time(w), moment) : _ => null;
    }

    private string Operator()
    {
        if (Current.Kind != TokenKind.Symbol && !Current.Is("STARTS_WITH")) throw SyntaxError();
        return tokens[next++].Text.ToUpperInvariant();
    }

    private static bool? Compare(string comparison, string told, string value) => comparison switch
    {
        "=" => told == value,
        "!=" => told != value,
        "STARTS_WITH" => told.StartsWith(value, StringComparison.Ordinal),
        _ => null,
    };

    private static bool? Compare(string comparison, Timestamp? told, Timestamp value) => (told?.CompareTo(value), comparison) switch
    {
        (null, _) => null,
        (var order, "=") => order == 0,
        (var order, "!=") => order != 0,
        (var order, "<") => order < 0,
        (var order, "<=") => order <= 0,
        (var order, ">") => order > 0,
        (var order, ">=") => order >= 0,
        _ => null,
    };

    private static Timestamp? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToTimestamp() : null;

    private string Take(TokenKind kind) => Current.Kind == kind ? tokens[next++].Text : throw SyntaxError();

    private bool Accept(string keyword)
    {
        if (!Current.Is(keyword)) return false;
        next++;
        return true;
    }

    private ServiceError SyntaxError()
    {
        var end = Offset + Current.Position + Current.Text.Length;
        return ServiceError.InvalidArgument(
            $"malformed query: syntax error at position {end}{(Current.Text.Length > 0 ? $" near '{Current.Text}'" : "")}");
    }
}
