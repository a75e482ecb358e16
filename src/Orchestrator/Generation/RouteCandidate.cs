using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Generation;

/// <summary>A model that can make a shot.</summary>
/// <param name="Row">The model.</param>
/// <param name="Partition">What is asked of it: one take, or several that are joined.</param>
/// <param name="Chance">Chance that a take is accepted, 0..1.</param>
/// <param name="Takes">Scored takes behind that chance; 0 leaves the catalogue's prior.</param>
/// <param name="Short">Whether its picture has to be enlarged.</param>
/// <param name="Reserve">Whether too little is on record to choose it before others.</param>
/// <param name="Wait">What waiting for one take is worth, in US dollars; 0 where waiting costs nothing.</param>
internal sealed record RouteCandidate(ModelRow Row, ShotPartition Partition, double Chance, double Takes, bool Short, bool Reserve, decimal Wait = 0)
{
    /// <summary>Price of one take of every part.</summary>
    public Money Price => Partition.Price;

    /// <summary>Whether it makes the shot in parts, with a seam that has to hold.</summary>
    public bool Joined => Partition.Added.Count > 0;

    /// <summary>Chance that an added part is accepted; only for a candidate that makes the shot in parts.</summary>
    public double AddedChance { get; init; } = 1;

    /// <summary>Cost of an accepted take, for independent tries: (price + wait) ÷ chance; of a shot in parts, the sum over them.</summary>
    public decimal Expected => ((Partition.First.Amount() + Wait) / (decimal)Chance) + Partition.Added.Sum(part => (part.WorstCase.Amount() + Wait) / (decimal)AddedChance);

    /// <summary>What the wait adds, in words; empty where waiting costs nothing.</summary>
    public string WaitWords => Wait == 0 ? "" : $" and {Wait:0.00} USD for about {Row.WaitSeconds:0} s of waiting";

    /// <summary>The chance and where it comes from.</summary>
    public string ChanceWords => Takes < 0.5 ? $"{Chance:0%}{AddedWords}" : $"{Chance:0%}{AddedWords}, {Takes:0} {(Takes < 1.5 ? "take" : "takes")} on record";

    /// <summary>What an accepted take is expected to cost, and why.</summary>
    public string Words => $"{Expected:0.00} USD expected to an accepted take ({Price} for {Partition.Words}{WaitWords} at {ChanceWords})";

    /// <summary>This one as the understudy of another.</summary>
    public RouteUnderstudy StandsBy(int? after) => new(Row.Name, Partition.Seconds, Price, after);

    private string AddedWords => Joined ? $", {AddedChance:0%} for what is added" : "";
}
