namespace Orchestrator.Model;

/// <summary>A rectangle of a picture, in shares of its width and height.</summary>
/// <param name="Left">Left edge, 0..1.</param>
/// <param name="Top">Upper edge, 0..1.</param>
/// <param name="Width">Width, 0..1.</param>
/// <param name="Height">Height, 0..1.</param>
public sealed record PictureRegion(double Left, double Top, double Width, double Height);
