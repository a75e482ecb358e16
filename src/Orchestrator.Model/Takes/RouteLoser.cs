namespace Orchestrator.Model;

/// <summary>A model that was not chosen.</summary>
/// <param name="Model">Catalogue name.</param>
/// <param name="Reason">Why not.</param>
public sealed record RouteLoser(string Model, string Reason);
