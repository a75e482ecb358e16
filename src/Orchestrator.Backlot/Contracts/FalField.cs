using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The rule of one input field of an endpoint.</summary>
internal sealed record FalField(string Name, JsonValueKind Kind, bool Required = false, string[]? Allowed = null, double? Min = null, double? Max = null, int? MaxLength = null)
{
    public static FalField Text(string name, int maxLength, bool required = false) => new(name, JsonValueKind.String, required, MaxLength: maxLength);
    public static FalField Choice(string name, params string[] allowed) => new(name, JsonValueKind.String, Allowed: allowed);
    public static FalField Flag(string name) => new(name, JsonValueKind.True);
    public static FalField Number(string name, double min, double max) => new(name, JsonValueKind.Number, Min: min, Max: max);

    /// <summary>A whole number out of a list.</summary>
    public static FalField Whole(string name, params int[] allowed) => new(name, JsonValueKind.Number, Allowed: [.. allowed.Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A size: one of a few words, or an object of width and height.</summary>
    public static FalField Size(string name, string[] words) => new(name, JsonValueKind.Object, Allowed: words, Min: 64, Max: 4096);

    /// <summary>A list of so many texts at most.</summary>
    public static FalField List(string name, int most) => new(name, JsonValueKind.Array, Max: most);

    public FalProblem? Check(JsonNode? node)
    {
        if (node is null)
            return Required ? new FalProblem(Name, "missing", "Field required") : null;
        var kind = node.GetValueKind();
        if (kind == JsonValueKind.False)
            kind = JsonValueKind.True;
        if (Kind == JsonValueKind.Object && kind == JsonValueKind.String)
            return CheckText(node.GetValue<string>());
        if (kind != Kind)
            return new FalProblem(Name, "value_error", $"Input should be a valid {Noun}");
        return Kind switch
        {
            JsonValueKind.String => CheckText(node.GetValue<string>()),
            JsonValueKind.Number => CheckNumber(node.GetValue<double>()),
            JsonValueKind.Object => CheckSize(node.AsObject()),
            JsonValueKind.Array => CheckList(node.AsArray()),
            _ => null,
        };
    }

    private string Noun => Kind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "size",
        _ => "boolean",
    };

    private FalProblem? CheckText(string text)
    {
        if (Allowed is not null && !Allowed.Contains(text))
            return FalProblem.OneOf(Name, Allowed);
        if (MaxLength is { } max && text.Length > max)
            return new FalProblem(Name, "sequence_too_long", $"Text should have at most {max} characters", new JsonObject { ["max_length"] = max });
        return Required && string.IsNullOrWhiteSpace(text)
            ? new FalProblem(Name, "sequence_too_short", "Text should have at least 1 character", new JsonObject { ["min_length"] = 1 })
            : null;
    }

    private FalProblem? CheckSize(JsonObject size)
        => !IsSide(VendorDesk.Number(size, "width")) || !IsSide(VendorDesk.Number(size, "height"))
            ? new FalProblem(Name, "value_error", $"A size should have a width and a height from {Min} to {Max}")
            : null;

    private bool IsSide(double? pixels) => pixels >= Min && pixels <= Max;

    private FalProblem? CheckList(JsonArray list)
        => Required && list.Count == 0 ? new FalProblem(Name, "sequence_too_short", "List should have at least 1 item", new JsonObject { ["min_length"] = 1 })
        : Max is { } most && list.Count > most ? new FalProblem(Name, "sequence_too_long", $"List should have at most {most} items", new JsonObject { ["max_length"] = most }) : null;

    private FalProblem? CheckNumber(double number)
    {
        if (Allowed is not null && !Allowed.Contains(number.ToString(CultureInfo.InvariantCulture)))
            return FalProblem.OneOf(Name, Allowed);
        if (Min is { } min && number < min)
            return new FalProblem(Name, "greater_than_equal", $"Input should be greater than or equal to {min}", new JsonObject { ["ge"] = min });
        return Max is { } max && number > max
            ? new FalProblem(Name, "less_than_equal", $"Input should be less than or equal to {max}", new JsonObject { ["le"] = max })
            : null;
    }
}
