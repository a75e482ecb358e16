namespace Orchestrator.Providers.Fal;

/// <summary>Where an endpoint no longer takes what is sent to it.</summary>
/// <param name="Field">The field; items of a list are <c>[]</c>.</param>
/// <param name="Words">What differs, in words that go on from the field's name.</param>
internal sealed record FalDifference(string Field, string Words);
