using System.Globalization;
using System.Text.RegularExpressions;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Visibility;

/// <summary>The values of a query, as SQLite compares them with an attribute.</summary>
internal static partial class QueryValue
{
    /// <exception cref="ServiceError">INVALID_ARGUMENT: it is no value, or not one of the attribute.</exception>
    public static object Of(QueryAttribute attribute, QueryExpression value)
    {
        var plain = Plain(value);
        if (attribute.IsStatus) return Status(attribute, plain);
        if (attribute.IsDuration) return Duration(attribute, plain);
        return (attribute.Type, plain) switch
        {
            (IndexedValueType.Int or IndexedValueType.Double, long or double) => plain,
            (IndexedValueType.Bool, bool flag) => flag ? 1L : 0L,
            (IndexedValueType.Datetime, long) => plain,
            (IndexedValueType.Datetime, string text) => Moment(text) ?? throw Invalid($"unable to parse datetime '{text}'"),
            (IndexedValueType.Keyword or IndexedValueType.KeywordList or IndexedValueType.Text, string) => plain,
            _ => throw WrongType(attribute, plain),
        };
    }

    /// <summary>Nanoseconds since 1970 of a time as RFC 3339 has it: with a T, and with a zone.</summary>
    public static long? Moment(string text)
    {
        if (!TimeWithZone().IsMatch(text) || !DateTimeOffset.TryParse(Shortened(text), CultureInfo.InvariantCulture, out var time)) return null;
        var beyond = Fraction().Match(text) is { Success: true, Groups: var parts } ? int.Parse(parts["rest"].Value.PadRight(2, '0')[..2], CultureInfo.InvariantCulture) : 0;
        return ((time.UtcTicks - DateTime.UnixEpoch.Ticks) * 100) + beyond;
    }

    /// <summary>A value of .NET: a text, a whole or other number, or a flag.</summary>
    private static object Plain(QueryExpression value) => value switch
    {
        QueryExpression.Text text => text.Value,
        QueryExpression.Flag flag => flag.Value,
        QueryExpression.Number { Digits: var digits } when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        QueryExpression.Number { Digits: var digits } => double.Parse(digits, CultureInfo.InvariantCulture),
        QueryExpression.Unreadable unreadable => throw Invalid($"unable to parse value \"{unreadable.Value}\""),
        QueryExpression.Name name => throw ServiceError.InvalidArgument(
            $"invalid query: operation is not supported: column name on the right side of comparison expression (did you forget to quote \"{name.Value}\"?)"),
        _ => throw Invalid($"unexpected value type {value.Type}"),
    };

    private static object Status(QueryAttribute attribute, object value) => value switch
    {
        long number when Enum.IsDefined((WorkflowExecutionStatus)number) => number,
        long number => throw Invalid($"invalid ExecutionStatus value {number}"),
        string text when Enum.TryParse<WorkflowExecutionStatus>(text, out var status) && char.IsAsciiLetter(text[0]) => (long)status,
        string text => throw Invalid($"invalid ExecutionStatus value '{text}'"),
        double => throw Unexpected(attribute),
        _ => throw WrongType(attribute, value),
    };

    private static object Duration(QueryAttribute attribute, object value) => value switch
    {
        long => value,
        string text when GoDuration.TryParse(text, out var span) => span.Ticks * 100,
        string text when Clock().Match(text) is { Success: true, Groups: var parts } =>
            ((((long.Parse(parts["h"].Value, null) * 60) + long.Parse(parts["m"].Value, null)) * 60) + long.Parse(parts["s"].Value, null)) * 1_000_000_000,
        string text => throw Invalid($"invalid duration value for search attribute {attribute.Name}: {text}"),
        double => throw Unexpected(attribute),
        _ => throw WrongType(attribute, value),
    };

    private static ServiceError Unexpected(QueryAttribute attribute) => Invalid($"unexpected value type float64 for search attribute {attribute.Name}");

    private static ServiceError WrongType(QueryAttribute attribute, object value)
    {
        var (shown, type) = value switch
        {
            string text => ($"\"{text}\"", "string"),
            long number => (number.ToString(CultureInfo.InvariantCulture), "int64"),
            double number => (number.ToString(CultureInfo.InvariantCulture), "float64"),
            _ => (value is true ? "true" : "false", "bool"),
        };
        return Invalid($"invalid value type for search attribute {attribute.Name} of type {attribute.Type}: {shown} (type: {type})");
    }

    private static ServiceError Invalid(string text) => ServiceError.InvalidArgument($"invalid query: invalid expression: {text}");

    /// <summary>Without what is beyond a tick.</summary>
    private static string Shortened(string text) => Fraction().Replace(text, "${ticks}");

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex TimeWithZone();

    [GeneratedRegex(@"(?<ticks>\.\d{7})(?<rest>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^(?<h>\d{1,6}):(?<m>\d\d):(?<s>\d\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();
}
