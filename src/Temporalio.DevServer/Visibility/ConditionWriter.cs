using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Visibility;

/// <summary>Writes a condition as SQL on the row <c>v</c>, every value as a parameter.</summary>
internal sealed class ConditionWriter(AttributeNames names, int firstParameter)
{
    private static readonly string[] OfValues = ["=", "!=", "<", "<=", ">", ">=", "in", "not in"];
    private static readonly string[] OfKeywords = [.. OfValues, "starts_with", "not starts_with"];
    private static readonly string[] OfLists = ["=", "!=", "in", "not in"];
    private static readonly string[] OfTexts = ["=", "!="];

    private readonly List<object> parameters = [];

    public IReadOnlyList<object> Parameters => parameters;

    public bool NamesDivision { get; private set; }

    public string Write(QueryExpression expression) => expression switch
    {
        QueryExpression.And both => $"({Write(both.Left)} AND {Write(both.Right)})",
        QueryExpression.Or either => $"({Write(either.Left)} OR {Write(either.Right)})",
        QueryExpression.Not not => $"(NOT {Write(not.Inner)})",
        QueryExpression.Comparison comparison => Compare(comparison),
        QueryExpression.Range range => Between(range),
        QueryExpression.Is test => IsNull(test),
        QueryExpression.Name => throw Invalid("incomplete expression"),
        _ => throw Unsupported($"expression of type {expression.Type}"),
    };

    /// <summary>The attribute that an expression must name.</summary>
    public QueryAttribute Attribute(QueryExpression expression)
    {
        var name = expression as QueryExpression.Name ?? throw Invalid($"must be a column name but was {expression.Type}");
        var found = names.Resolve(name.Value);
        NamesDivision |= found.Name == SystemAttributes.Division;
        return found;
    }

    private string IsNull(QueryExpression.Is test)
    {
        var attribute = Attribute(test.Left);
        if (test.What is not ("null" or "not null")) throw Invalid("'IS' operator can only be used as 'IS NULL' or 'IS NOT NULL'");
        return attribute.Column is { } column
            ? $"(v.{column} IS {test.What})"
            : $"({(test.What == "null" ? "NOT " : "")}{Exists(attribute, "1")})";
    }

    private string Compare(QueryExpression.Comparison comparison)
    {
        var attribute = Attribute(comparison.Left);
        var values = comparison is { Operator: "in" or "not in", Right: QueryExpression.Tuple list } ? list.Items : [comparison.Right];
        var converted = values.Select(value => QueryValue.Of(attribute, value)).ToArray();
        var known = attribute.Type switch
        {
            IndexedValueType.Keyword => OfKeywords,
            IndexedValueType.KeywordList => OfLists,
            IndexedValueType.Text => OfTexts,
            _ => OfValues,
        };
        if (!known.Contains(comparison.Operator))
            throw Unsupported($"operator '{comparison.Operator.ToUpperInvariant()}' not supported for {attribute.Type} type search attribute '{attribute.Name}'");
        return comparison.Operator switch
        {
            "in" or "not in" => In(attribute, converted, comparison.Operator),
            "starts_with" => StartsWith(attribute, converted[0], "="),
            "not starts_with" => StartsWith(attribute, converted[0], "!="),
            _ => Compare(attribute, comparison.Operator, converted[0]),
        };
    }

    private string Compare(QueryAttribute attribute, string op, object value)
    {
        if (attribute.Type == IndexedValueType.Text) return Text(attribute, op, (string)value);
        if (attribute.Type != IndexedValueType.KeywordList) return $"({Single(attribute)} {op} {Add(value)})";
        return $"({(op == "!=" ? "NOT " : "")}{Exists(attribute, $"a.value = {Add(value)}")})";
    }

    private string In(QueryAttribute attribute, object[] values, string op)
    {
        var list = string.Join(", ", values.Select(Add));
        if (attribute.Type != IndexedValueType.KeywordList) return $"({Single(attribute)} {op} ({list}))";
        return $"({(op == "not in" ? "NOT " : "")}{Exists(attribute, $"a.value IN ({list})")})";
    }

    private string StartsWith(QueryAttribute attribute, object value, string test)
    {
        var prefix = value.ToString()!;
        return $"(substr({Single(attribute)}, 1, {Add((long)prefix.Length)}) {test} {Add(prefix)})";
    }

    private string Between(QueryExpression.Range range)
    {
        var attribute = Attribute(range.Left);
        if (attribute.Type is IndexedValueType.Text or IndexedValueType.KeywordList or IndexedValueType.Bool)
            throw Invalid($"cannot do range condition on search attribute '{attribute.Name}' of type {attribute.Type}");
        var (from, to) = (QueryValue.Of(attribute, range.From), QueryValue.Of(attribute, range.To));
        return $"({Single(attribute)} {(range.IsNegated ? "NOT " : "")}BETWEEN {Add(from)} AND {Add(to)})";
    }

    /// <summary>Any of the words between spaces is enough; what such a word is made of has to be there whole.</summary>
    private string Text(QueryAttribute attribute, string op, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw Invalid($"no tokens found filtering on Text type search attribute {attribute.Name}");
        var found = words.Select(word => string.Join(" AND ", TextWords.Of(word).Select(part => Exists(attribute, $"a.value = {Add(part)}"))));
        return $"({(op == "=" ? "" : "NOT ")}({string.Join(" OR ", found.Select(f => $"({f})"))}))";
    }

    /// <summary>The one value; null where there is none, so that neither a comparison nor its negation holds.</summary>
    private string Single(QueryAttribute attribute) => attribute.Column is { } column
        ? $"v.{column}"
        : $"(SELECT a.value FROM attributes a WHERE a.run_key = v.run_key AND a.name = {Add(attribute.Stored ?? attribute.Name)})";

    private string Exists(QueryAttribute attribute, string condition) =>
        $"EXISTS(SELECT 1 FROM attributes a WHERE a.run_key = v.run_key AND a.name = {Add(attribute.Stored ?? attribute.Name)} AND {condition})";

    private string Add(object value)
    {
        parameters.Add(value);
        return $"${firstParameter + parameters.Count - 1}";
    }

    private static ServiceError Invalid(string text) => ServiceError.InvalidArgument($"invalid query: invalid expression: {text}");

    private static ServiceError Unsupported(string text) => ServiceError.InvalidArgument($"invalid query: operation is not supported: {text}");
}
