using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Looking;

namespace Orchestrator.Backlot.Writing;

/// <summary>Judges a take by the pictures that come with the question: the first is the one that it was made from, the others are its own.</summary>
internal sealed class JudgeWriter(VendorDesk desk)
{
    private readonly TakeEye eye = new(new TakePlanner(desk.Options), new ClipMemory(desk.Sources));

    /// <summary>The judgement; null when the schema is of something else.</summary>
    public async Task<JsonNode?> WriteAsync(ResponseRequest request, FaultRule? fault, CancellationToken cancellation)
    {
        if (request.Schema is not { } schema || schema["properties"]?["answers"]?["items"] is not JsonObject item || item["properties"]?["aspect"]?["enum"] is not JsonArray aspects)
            return null;
        var sights = await LookAsync(request.Pictures, cancellation);
        var answers = aspects.Select(aspect => aspect!.ToString()).Select(aspect =>
        {
            var sight = sights.GetValueOrDefault(aspect.ToLowerInvariant()) ?? Sight.Unclear("the pictures do not tell");
            return Answer(item, aspect, fault is { Action: FaultAction.Disagree } && (fault.Aspect ?? aspect) == aspect ? Opposite(sight) : sight);
        });
        return new SchemaFiller("", new Dictionary<string, JsonNode?> { ["answers"] = new JsonArray([.. answers]) }).Fill(schema);
    }

    private async Task<IReadOnlyDictionary<string, Sight>> LookAsync(IReadOnlyList<byte[]> pictures, CancellationToken cancellation)
    {
        var seen = (await PictureReader.ReadAsync(desk.Options.FfmpegPath, pictures, cancellation)).ToList();
        return seen.Count < 2 || seen.Contains(null)
            ? new Dictionary<string, Sight>()
            : await Task.Run(() => eye.Look(seen[0]!, [.. seen.Skip(1).OfType<SeenPicture>()]), cancellation);
    }

    private static Sight Opposite(Sight sight) => sight.Verdict == "no" ? Sight.Yes("it is as it should be", 0.9) : Sight.No("it is not as it should be", 0.9, [0]);

    private static JsonNode? Answer(JsonObject item, string aspect, Sight sight) => new SchemaFiller("", new Dictionary<string, JsonNode?>
    {
        ["aspect"] = aspect,
        ["evidence"] = sight.Evidence,
        ["verdict"] = sight.Verdict,
        ["confidence"] = sight.Confidence,
        ["pictures"] = new JsonArray([.. sight.Pictures.Select(number => JsonValue.Create(number))]),
    }).Fill(item);
}
