namespace Temporalio.Conformance.Services;

/// <summary>Search attributes both services are started with, one of each type.</summary>
public static class CustomSearchAttributes
{
    public const string Keyword = "ConfKeyword";
    public const string Number = "ConfInt";
    public const string Fraction = "ConfDouble";
    public const string Flag = "ConfBool";
    public const string Moment = "ConfDatetime";
    public const string Prose = "ConfText";
    public const string Keywords = "ConfKeywordList";

    /// <summary>Name to type.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [Keyword] = "Keyword",
        [Number] = "Int",
        [Fraction] = "Double",
        [Flag] = "Bool",
        [Moment] = "Datetime",
        [Prose] = "Text",
        [Keywords] = "KeywordList",
    };
}
