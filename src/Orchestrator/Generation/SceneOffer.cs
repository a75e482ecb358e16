using Orchestrator.Model;

namespace Orchestrator.Generation;

/// <summary>What a run of shots costs together and alone.</summary>
/// <param name="Group">The shots as one generation.</param>
/// <param name="Retakes">US dollars expected for taking single shots of it again.</param>
/// <param name="Alone">US dollars expected when every shot is bought by itself.</param>
/// <param name="Routes">The routes of its shots.</param>
internal sealed record SceneOffer(ShotGroup Group, decimal Retakes, decimal Alone, IReadOnlyList<RouteChoice> Routes)
{
    /// <summary>What is saved.</summary>
    public decimal Gain => Alone - Group.WorstCase.Amount() - Retakes;

    /// <summary>Why the shots are bought together.</summary>
    public static string Why(ShotGroup group, decimal retakes, decimal alone) =>
        $"{Names(group)} as one generation of {group.Seconds.Sum()} s: {group.WorstCase} once and {retakes:0.00} USD expected for retakes of single shots, {group.WorstCase.Amount() + retakes:0.00} USD together; alone {alone:0.00} USD";

    /// <summary>Why the shots are not bought together.</summary>
    public string WhyApart() =>
        $"{Names(Group)} as one generation on {Group.Model} would cost {Group.WorstCase.Amount() + Retakes:0.00} USD, alone {Alone:0.00} USD";

    private static string Names(ShotGroup group) => $"{string.Join(", ", group.ShotIds.SkipLast(1))} and {group.ShotIds[^1]}";
}
