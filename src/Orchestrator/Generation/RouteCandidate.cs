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
internal sealed record RouteCandidate(ModelRow Row, int Seconds, Money Price, double Chance, double Takes, bool Short, bool Reserve)
{
    /// <summary>Price of an accepted take, for independent tries: price ÷ chance.</summary>
    public decimal Expected => Price.Amount() / (decimal)Chance;

    /// <summary>The chance and where it comes from.</summary>
    public string ChanceWords => Takes < 0.5 ? $"{Chance:0%}" : $"{Chance:0%}, {Takes:0} {(Takes < 1.5 ? "take" : "takes")} on record";
}
