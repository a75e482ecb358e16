using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>What one storyboard frame costs.</summary>
/// <param name="Model">Catalogue name of the image model.</param>
/// <param name="Price">Price of one frame.</param>
public sealed record FrameQuote(string Model, Money Price)
{
    /// <summary>Whether frames are bought for play money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PlayMoney { get; init; }

    /// <summary>The account that sells it; null when nobody keeps its limits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TakeAccount? Account { get; init; }
}
