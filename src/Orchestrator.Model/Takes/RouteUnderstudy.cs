namespace Orchestrator.Model;

/// <summary>The model that takes a shot over from one of which less is known, when that one's takes are rejected.</summary>
/// <param name="Model">Catalogue name.</param>
/// <param name="Seconds">Seconds to ask it for.</param>
/// <param name="WorstCase">Most that one take of it can cost.</param>
/// <param name="After">Rejected takes of the other model after which it takes over; null when it makes only the last take there is.</param>
public sealed record RouteUnderstudy(string Model, int Seconds, Money WorstCase, int? After);
