using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Generation;

/// <summary>A model that can make a shot.</summary>
/// <param name="Row">The model.</param>
/// <param name="Seconds">Seconds to ask for.</param>
/// <param name="Price">Price of one take.</param>
/// <param name="Chance">Chance that a take is accepted, 0..1.</param>
/// <param name="Takes">Scored takes behind that chance; 0 leaves the catalogue's prior.</param>
/// <param name="Short">Whether its picture has to be enlarged.</param>
/// <param name="Reserve">Whether too little is on record to choose it before others.</param>
/// <param name="Wait">What waiting for one take is worth, in US dollars; 0 where waiting costs nothing.</param>
internal sealed record RouteCandidate(ModelRow Row, int Seconds, Money Price, double Chance, double Takes, bool Short, bool Reserve, decimal Wait = 0)
{
    /// <summary>Cost of an accepted take, for independent tries: (price + wait) ÷ chance.</summary>
    public decimal Expected => (Price.Amount() + Wait) / (decimal)Chance;

    /// <summary>What the wait adds, in words; empty where waiting costs nothing.</summary>
    public string WaitWords => Wait == 0 ? "" : $" and {Wait:0.00} USD for about {Row.WaitSeconds:0} s of waiting";

    /// <summary>The chance and where it comes from.</summary>
    public string ChanceWords => Takes < 0.5 ? $"{Chance:0%}" : $"{Chance:0%}, {Takes:0} {(Takes < 1.5 ? "take" : "takes")} on record";

    /// <summary>What an accepted take is expected to cost, and why.</summary>
    public string Words => $"{Expected:0.00} USD expected to an accepted take ({Price} for {Seconds} s{WaitWords} at {ChanceWords})";

    /// <summary>This one as the understudy of another.</summary>
    public RouteUnderstudy StandsBy(int? after) => new(Row.Name, Seconds, Price, after);
}
