using Temporalio.Api.Worker.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Matching;

/// <summary>Which workers are asked for: comparisons of what they say of themselves, joined by AND, OR and parentheses.</summary>
internal sealed class WorkerQuery
{
    private static readonly Dictionary<string, Func<WorkerHeartbeat, string>> Attributes = new(StringComparer.Ordinal)
    {
        ["WorkerInstanceKey"] = w => w.WorkerInstanceKey,
        ["WorkerIdentity"] = w => w.WorkerIdentity,
        ["HostName"] = w => w.HostInfo?.HostName ?? "",
        ["TaskQueue"] = w => w.TaskQueue,
        ["DeploymentName"] = w => w.DeploymentVersion?.DeploymentName ?? "",
        ["BuildId"] = w => w.DeploymentVersion?.BuildId ?? "",
        ["SdkName"] = w => w.SdkName,
        ["SdkVersion"] = w => w.SdkVersion,
        ["WorkerStatus"] = w => w.Status.ToString(),
    };

    private readonly List<Token> tokens;
    private int next;

    private WorkerQuery(string query) => tokens = QueryLexer.Split(query);

    /// <param name="query">The query; empty means all.</param>
    /// <exception cref="ServiceError">INVALID_ARGUMENT with what is wrong.</exception>
    public static Func<WorkerHeartbeat, bool> Parse(string query)
    {
        var parser = new WorkerQuery(query);
        if (parser.Current.Kind == TokenKind.End) return _ => true;
        var condition = parser.Or();
        return parser.Current.Kind == TokenKind.End ? condition : throw QueryLexer.SyntaxError(parser.Current.Position);
    }

    private Token Current => tokens[next];

    private Func<WorkerHeartbeat, bool> Or()
    {
        var left = And();
        while (Accept("OR"))
        {
            var (one, other) = (left, And());
            left = w => one(w) || other(w);
        }

        return left;
    }

    private Func<WorkerHeartbeat, bool> And()
    {
        var left = Single();
        while (Accept("AND"))
        {
            var (one, other) = (left, Single());
            left = w => one(w) && other(w);
        }

        return left;
    }

    private Func<WorkerHeartbeat, bool> Single()
    {
        if (!Accept("(")) return Comparison();
        var inner = Or();
        return Accept(")") ? inner : throw QueryLexer.SyntaxError(Current.Position);
    }

    private Func<WorkerHeartbeat, bool> Comparison()
    {
        var name = Take(TokenKind.Word);
        if (!Attributes.TryGetValue(name, out var attribute)) throw ServiceError.InvalidArgument($"invalid query: unknown attribute of a worker: {name}");
        if (Accept("=")) return Compare(attribute, (a, b) => a == b);
        if (Accept("!=")) return Compare(attribute, (a, b) => a != b);
        if (Accept("STARTS_WITH")) return Compare(attribute, (a, b) => a.StartsWith(b, StringComparison.Ordinal));
        throw QueryLexer.SyntaxError(Current.Position);
    }

    private Func<WorkerHeartbeat, bool> Compare(Func<WorkerHeartbeat, string> attribute, Func<string, string, bool> compare)
    {
        var value = Take(TokenKind.Text);
        return w => compare(attribute(w), value);
    }

    private string Take(TokenKind kind)
    {
        var taken = Current;
        if (taken.Kind != kind) throw QueryLexer.SyntaxError(taken.Position);
        next++;
        return taken.Text;
    }

    private bool Accept(string keyword)
    {
        if (!Current.Is(keyword)) return false;
        next++;
        return true;
    }
}
