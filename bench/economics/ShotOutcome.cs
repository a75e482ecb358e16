using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>How a shot ended.</summary>
/// <param name="Cost">Its takes.</param>
/// <param name="Takes">How many.</param>
/// <param name="Accepted">Whether a take passed.</param>
/// <param name="Sound">Whether the take that is used really is without a fault.</param>
/// <param name="Seconds">Its length in the film.</param>
/// <param name="Wait">What its takes were waited for, one after the other, in seconds.</param>
/// <param name="Again">US dollars that an accepted take of the best model is expected to cost: price ÷ chance.</param>
internal sealed record ShotOutcome(Money Cost, int Takes, bool Accepted, bool Sound, double Seconds, double Wait, double Again);
