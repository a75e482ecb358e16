namespace Orchestrator.Model;

/// <summary>Something a take is to look or sound like, besides its start frame.</summary>
/// <param name="Kind">Picture, clip or sound.</param>
/// <param name="Asset">The reference itself.</param>
/// <param name="Purpose">What it is for, as a noun phrase: <c>the barista</c>, <c>the camera motion</c>.</param>
public sealed record TakeReference(ReferenceKind Kind, AssetRef Asset, string Purpose);
