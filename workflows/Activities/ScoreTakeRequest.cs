using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a score card.</summary>
/// <param name="Shot">The shot: what is compared against is its own fields, never a repair's compensation.</param>
/// <param name="Reference">
/// The storyboard frame (PNG), or the frame that the shot continues from: the picture that the take starts from and is scored against.
/// </param>
/// <param name="Take">The take.</param>
/// <param name="Request">What was asked of the model (size, seconds).</param>
/// <param name="Fps">Frames per second of the film.</param>
public sealed record ScoreTakeRequest(Shot Shot, AssetRef Reference, Take Take, TakeRequest Request, int Fps)
{
    /// <summary>That it also be judged by a language model; null for measures alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JudgeOrder? Judge { get; init; }

    /// <summary>The frame that the take is to end on; null where the shot leaves its end open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? End { get; init; }

    /// <summary>
    /// The storyboard frame of the shot, for a part that starts from another picture: what has drifted from it by then counts too. Null where
    /// the take starts from it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Board { get; init; }

    /// <summary>True for a take that begins with the last frame of <see cref="Before"/> once more, as a shot does that goes on from another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Chained { get; init; }

    /// <summary>The clip at whose end the take goes on: the seam between them is scored too; null for a take that begins by itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssetRef? Before { get; init; }
}
