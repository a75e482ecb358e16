using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// What an endpoint takes a field for that is left out. It is not written down a second time: it is that one of the values it may have
/// under which the endpoint renders what it renders without it.
/// </summary>
internal static class FalOpenApiDefaults
{
    private static readonly ImageHeader Wide = new("png", 1920, 1080);

    /// <summary>The default; null where there is none, or none that shows.</summary>
    public static JsonNode? Of(FalEndpoint endpoint, FalField field)
    {
        if (field.Required)
            return null;
        if (field.Name == "generate_audio")
            return endpoint.HasSound && endpoint.SoundByDefault;
        if (field is not { Allowed: { Length: > 1 } allowed, Kind: JsonValueKind.String or JsonValueKind.Number })
            return null;
        var plain = Rendered(endpoint, []);
        var same = allowed.Where(text => Rendered(endpoint, new() { [field.Name] = Value(field, text) }) == plain).ToList();
        return same.Count == 0 || same.Count == allowed.Length ? null : Value(field, same[0]);
    }

    private static JsonNode Value(FalField field, string text) => field.Kind == JsonValueKind.Number ? double.Parse(text, CultureInfo.InvariantCulture) : text;

    private static (int Lines, double? Ratio, double Seconds, int? Rate) Rendered(FalEndpoint endpoint, JsonObject body)
    {
        var input = new FalInput(body, Wide, null);
        return (endpoint.ShortSide(input), endpoint.Ratio(input), endpoint.Seconds(input), endpoint.Rate(input));
    }
}
