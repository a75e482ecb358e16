using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Worker.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Matching;

/// <summary>
/// Which workers are asked for: comparisons of what they say of themselves, joined by AND, OR and parentheses. What makes no sense or is
/// not compared, such as an unknown attribute, a list or a negation, leaves the worker out, as on the real service.
/// </summary>
internal static class WorkerQuery
{
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
        // A word that SQL has: how it is written does not matter.
        ["status"] = w => w.Status.ToString(),
        ["WorkerStatus"] = w => w.Status.ToString(),
    };

    private static readonly Dictionary<string, Func<WorkerHeartbeat, Timestamp?>> Times = new(StringComparer.Ordinal)
    {
        ["StartTime"] = w => w.StartTime,
        ["HeartbeatTime"] = w => w.HeartbeatTime,
    };

    /// <param name="query">The query; empty means all.</param>
    /// <exception cref="ServiceError">INVALID_ARGUMENT with what is wrong.</exception>
    public static Func<WorkerHeartbeat, bool> Parse(string query)
    {
        if (query.Length == 0) return _ => true;
        if (string.IsNullOrWhiteSpace(query)) throw Malformed("syntax error at position 1");
        QuerySyntax syntax;
        try
        {
            syntax = QuerySyntax.ParseCondition(query);
        }
        catch (QuerySyntaxException mistake)
        {
            throw Malformed(mistake.Message);
        }

        if (syntax.IsLimited) throw ServiceError.InvalidArgument("operation is not supported: 'limit' clause");
        return worker => Holds(syntax.Condition!, worker) == true;
    }

    // Null is neither: the worker is left out whatever else is asked for.
    private static bool? Holds(QueryExpression expression, WorkerHeartbeat worker) => expression switch
    {
        QueryExpression.And both => Holds(both.Left, worker) is true ? Holds(both.Right, worker) : Holds(both.Left, worker),
        QueryExpression.Or either => Holds(either.Left, worker) is false ? Holds(either.Right, worker) : Holds(either.Left, worker),
        QueryExpression.Comparison { Left: QueryExpression.Name { IsQuoted: false } name } comparison => Compare(name.Value, comparison.Operator, comparison.Right, worker),
        QueryExpression.Range { Left: QueryExpression.Name { IsQuoted: false } name } range => Between(name.Value, range, worker),
        QueryExpression.Is { Left: QueryExpression.Name { IsQuoted: false } name, What: var what } when Texts.TryGetValue(name.Value, out var text) => what switch
        {
            "null" => text(worker).Length == 0,
            "not null" => text(worker).Length > 0,
            _ => null,
        },
        _ => null,
    };

    private static bool? Compare(string name, string comparison, QueryExpression value, WorkerHeartbeat worker)
    {
        if (Texts.TryGetValue(name, out var text)) return value is QueryExpression.Text { Value: var wanted } ? Compare(comparison, text(worker), wanted) : null;
        if (!Times.TryGetValue(name, out var time) || time(worker) is not { } told || Moment(value) is not { } moment) return null;
        var order = told.ToUnixNanoseconds().CompareTo(moment);
        return comparison switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => null,
        };
    }

    private static bool? Compare(string comparison, string told, string value) => comparison switch
    {
        "=" => told == value,
        "!=" => told != value,
        "starts_with" => value.Length > 0 && told.StartsWith(value, StringComparison.Ordinal),
        "not starts_with" => !told.StartsWith(value, StringComparison.Ordinal),
        _ => null,
    };

    private static bool? Between(string name, QueryExpression.Range range, WorkerHeartbeat worker)
    {
        if (!Times.TryGetValue(name, out var time) || time(worker)?.ToUnixNanoseconds() is not { } told) return null;
        if (Moment(range.From) is not { } from || Moment(range.To) is not { } to) return null;
        return (told >= from && told <= to) != range.IsNegated;
    }

    private static long? Moment(QueryExpression value) => value switch
    {
        QueryExpression.Text text => QueryValue.Moment(text.Value),
        QueryExpression.Number number when long.TryParse(number.Digits, out var nanoseconds) => nanoseconds,
        _ => null,
    };

    private static ServiceError Malformed(string text) => ServiceError.InvalidArgument($"malformed query: {text}");
}
