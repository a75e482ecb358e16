using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Visibility;

/// <summary>Writes comparisons of attributes as SQL on the row <c>v</c>, every value as a parameter.</summary>
internal sealed class ConditionWriter(NamespaceRecord within, int firstParameter, bool ofSchedules)
{
    private readonly List<object> parameters = [];

    public IReadOnlyList<object> Parameters => parameters;

    public bool NamesDivision { get; private set; }

    /// <summary>Finds an attribute: custom ones first, then those of the system, with or without their prefix.</summary>
    public QueryAttribute Resolve(string name)
    {
        if (ofSchedules) return ResolveForSchedules(name);
        var found = Find(name)
            ?? Find($"Temporal{name}")
            ?? (name.StartsWith("Temporal", StringComparison.Ordinal) ? Find(name["Temporal".Length..]) : null)
            ?? (name == "ScheduleId" ? Find("WorkflowId") : null)
            ?? throw ServiceError.InvalidArgument($"invalid query: invalid search attribute: {name}");
        NamesDivision |= found.Name == SystemAttributes.Division;
        return found;
    }

    public string IsNull(QueryAttribute attribute, bool isNull)
    {
        if (attribute.Column is { } column) return $"(v.{column} IS {(isNull ? "" : "NOT ")}NULL)";
        return $"({(isNull ? "NOT " : "")}{Exists(attribute, "1")})";
    }

    public string Compare(QueryAttribute attribute, string op, Token value)
    {
        if (attribute.Type == IndexedValueType.Text) return Text(attribute, op, value);
        if (attribute.Type == IndexedValueType.KeywordList && op is not ("=" or "!=")) throw Unsupported(op, attribute);
        if (attribute.Type == IndexedValueType.Bool && op is not ("=" or "!=")) throw Unsupported(op, attribute);
        var parameter = Add(Convert(attribute, value));
        if (attribute.Type == IndexedValueType.KeywordList && op == "!=") return $"(NOT {Exists(attribute, $"a.value = {parameter}")})";
        return attribute.Column is { } column ? $"(v.{column} {op} {parameter})" : Exists(attribute, $"a.value {op} {parameter}");
    }

    public string In(QueryAttribute attribute, IEnumerable<Token> values, bool negated)
    {
        if (attribute.Type == IndexedValueType.Text) throw Unsupported(negated ? "NOT IN" : "IN", attribute);
        var list = string.Join(", ", values.Select(v => Add(Convert(attribute, v))));
        var not = negated ? "NOT " : "";
        if (attribute.Column is { } column) return $"(v.{column} {not}IN ({list}))";
        return attribute.Type == IndexedValueType.KeywordList ? $"({not}{Exists(attribute, $"a.value IN ({list})")})" : Exists(attribute, $"a.value {not}IN ({list})");
    }

    public string Between(QueryAttribute attribute, Token low, Token high, bool negated)
    {
        if (attribute.Type is IndexedValueType.Text or IndexedValueType.KeywordList or IndexedValueType.Bool) throw Unsupported("BETWEEN", attribute);
        var range = $"{(negated ? "NOT " : "")}BETWEEN {Add(Convert(attribute, low))} AND {Add(Convert(attribute, high))}";
        return attribute.Column is { } column ? $"(v.{column} {range})" : Exists(attribute, $"a.value {range}");
    }

    public string StartsWith(QueryAttribute attribute, Token value, bool negated)
    {
        if (attribute.Type != IndexedValueType.Keyword || attribute.Name == "ExecutionStatus") throw Unsupported("STARTS_WITH", attribute);
        if (value.Kind != TokenKind.Text) throw WrongType(attribute, value);
        var length = Add((long)value.Text.Length);
        var prefix = Add(value.Text);
        var test = negated ? "!=" : "=";
        return attribute.Column is { } column
            ? $"(substr(v.{column}, 1, {length}) {test} {prefix})"
            : Exists(attribute, $"substr(a.value, 1, {length}) {test} {prefix}");
    }

    /// <summary>Schedules have an id, are paused or not, and have custom attributes.</summary>
    private QueryAttribute ResolveForSchedules(string name)
    {
        if (within.SearchAttributes.ContainsKey(name) || name == SystemAttributes.SchedulePaused) return Find(name)!;
        return name == "ScheduleId"
            ? new QueryAttribute(SystemAttributes.ScheduleId, IndexedValueType.Keyword, null)
            : throw ServiceError.InvalidArgument($"invalid query filter for schedules: cannot filter on \"{name}\"");
    }

    private QueryAttribute? Find(string name)
    {
        if (within.SearchAttributes.TryGetValue(name, out var custom)) return new QueryAttribute(name, custom, null);
        if (SystemAttributes.Columns.TryGetValue(name, out var system)) return new QueryAttribute(name, system.Type, system.Column);
        return SystemAttributes.Predefined.TryGetValue(name, out var type) ? new QueryAttribute(name, type, null) : null;
    }

    private string Text(QueryAttribute attribute, string op, Token value)
    {
        if (op is not ("=" or "!=")) throw Unsupported(op, attribute);
        var words = string.Join(", ", TextWords.Of(value.Text).Select(w => Add(w)));
        return $"({(op == "=" ? "" : "NOT ")}{Exists(attribute, $"a.value IN ({words})")})";
    }

    private string Exists(QueryAttribute attribute, string condition) =>
        $"EXISTS(SELECT 1 FROM attributes a WHERE a.run_key = v.run_key AND a.name = {Add(attribute.Name)} AND {condition})";

    private string Add(object value)
    {
        parameters.Add(value);
        return $"${firstParameter + parameters.Count - 1}";
    }

    private static object Convert(QueryAttribute attribute, Token value) => attribute.Name switch
    {
        "ExecutionStatus" => Status(value),
        "ExecutionDuration" => Duration(attribute, value),
        _ => Literal(attribute, value),
    };

    private static object Literal(QueryAttribute attribute, Token value) => attribute.Type switch
    {
        IndexedValueType.Int when value.Kind == TokenKind.Number && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, null, out var number) => number,
        IndexedValueType.Double when value.Kind == TokenKind.Number && double.TryParse(value.Text, CultureInfo.InvariantCulture, out var number) => number,
        IndexedValueType.Bool when value.Is("true") => 1L,
        IndexedValueType.Bool when value.Is("false") => 0L,
        IndexedValueType.Datetime when value.Kind == TokenKind.Number && long.TryParse(value.Text, out var nanoseconds) => nanoseconds,
        IndexedValueType.Datetime when value.Kind == TokenKind.Text && SearchAttributeCodec.TryUnixNanoseconds(value.Text, out var nanoseconds) => nanoseconds,
        IndexedValueType.Keyword or IndexedValueType.KeywordList when value.Kind == TokenKind.Text => value.Text,
        _ => throw WrongType(attribute, value),
    };

    private static long Status(Token value)
    {
        if (value.Kind == TokenKind.Number && int.TryParse(value.Text, out var number) && Enum.IsDefined((WorkflowExecutionStatus)number)) return number;
        if (value.Kind == TokenKind.Text && Enum.TryParse<WorkflowExecutionStatus>(value.Text, ignoreCase: false, out var status) && !char.IsAsciiDigit(value.Text[0]))
            return (long)status;
        throw ServiceError.InvalidArgument($"invalid query: invalid expression: invalid ExecutionStatus value '{value.Text}'");
    }

    private static long Duration(QueryAttribute attribute, Token value)
    {
        if (value.Kind == TokenKind.Number && long.TryParse(value.Text, out var nanoseconds)) return nanoseconds;
        if (GoDuration.TryParse(value.Text, out var span)) return span.Ticks * 100;
        return TimeSpan.TryParseExact(value.Text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out span) ? span.Ticks * 100 : throw WrongType(attribute, value);
    }

    private static ServiceError WrongType(QueryAttribute attribute, Token value)
    {
        var type = value.Kind switch { TokenKind.Text => "string", TokenKind.Number => value.Text.Contains('.', StringComparison.Ordinal) ? "float64" : "int64", _ => "bool" };
        return ServiceError.InvalidArgument(
            $"invalid query: invalid expression: invalid value type for search attribute {attribute.Name} of type {attribute.Type}: {(value.Kind == TokenKind.Text ? $"\"{value.Text}\"" : value.Text)} (type: {type})");
    }

    private static ServiceError Unsupported(string op, QueryAttribute attribute) => ServiceError.InvalidArgument(
        $"invalid query: operation is not supported: operator '{op}' not supported for {attribute.Type} type search attribute '{attribute.Name}'");
}
