namespace Orchestrator.Model;

/// <summary>A storyboard frame: the reference that every take of its shot is scored against.</summary>
/// <param name="ShotId">
/// Its shot; for the frame on which a shot ends, its shot and <see cref="Storyboard.EndMark"/>; for a reference sheet, the id of its likeness.
/// </param>
/// <param name="Image">The picture (PNG).</param>
/// <param name="Size">Its size.</param>
/// <param name="Model">Image model that drew it; empty for a picture that the brief gives.</param>
/// <param name="Version">1 for the first drawing; a rejected frame is drawn again as the next version.</param>
/// <param name="Cost">What it cost.</param>
public sealed record Frame(string ShotId, AssetRef Image, FrameSize Size, string Model, int Version, Money Cost);
