using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for the reference sheet of one likeness.</summary>
/// <param name="AttemptId">Unique across films: production, likeness, version of the sheet.</param>
/// <param name="Likeness">The character, product or place.</param>
/// <param name="Colours">Colours of the film.</param>
/// <param name="Model">Catalogue name of the image model.</param>
/// <param name="Size">Picture size.</param>
/// <param name="Version">1 for the first drawing.</param>
/// <param name="Note">What a person wants different, for a sheet that was rejected.</param>
public sealed record DrawSheetRequest(
    string AttemptId, Likeness Likeness, IReadOnlyList<string> Colours, string Model, FrameSize Size, int Version, string? Note = null);
