namespace Orchestrator.Scoring.Clips;

/// <summary>One frame in numbers.</summary>
/// <param name="MeanLuma">Mean brightness, 0..255.</param>
/// <param name="DarkShare">Share of pixels under code value 26 (a tenth of full scale), 0..1.</param>
/// <param name="Thumbnail">Brightness at a quarter of the working size, for comparing frames that are not neighbours.</param>
internal sealed record FrameFacts(double MeanLuma, double DarkShare, Pictures.Luma Thumbnail);
