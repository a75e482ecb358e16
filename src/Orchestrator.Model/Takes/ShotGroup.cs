using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>Consecutive shots of one scene that are bought as one generation and come back as one clip with cuts.</summary>
/// <param name="ShotIds">The shots, in film order.</param>
/// <param name="Model">Catalogue name of the model.</param>
/// <param name="Seconds">Seconds asked for each of them.</param>
/// <param name="WorstCase">Most that the generation can cost.</param>
public sealed record ShotGroup(IReadOnlyList<string> ShotIds, string Model, IReadOnlyList<int> Seconds, Money WorstCase)
{
    /// <summary>The account that sells it; null when nobody keeps its limits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TakeAccount? Account { get; init; }

    /// <summary>A shot's part of an amount, by its seconds; the parts sum exactly to the amount.</summary>
    public Money Share(Money amount, int index)
    {
        var all = Seconds.Sum();
        return amount with { Micros = Upto(index + 1) - Upto(index) };

        long Upto(int count) => amount.Micros * Seconds.Take(count).Sum() / all;
    }
}
