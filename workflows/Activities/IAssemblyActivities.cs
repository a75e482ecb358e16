using Orchestrator.Model;
using Temporalio.Activities;

namespace Orchestrator.Workflows.Activities;

/// <summary>The assembly door: takes to the final cut.</summary>
public interface IAssemblyActivities
{
    /// <summary>Makes an accepted take fit the film.</summary>
    [Activity]
    Task<ConformedClip> ConformTakeAsync(ConformTakeRequest request);

    /// <summary>Joins the film to exactly the brief's frames, with its sound, and checks it by decoding.</summary>
    [Activity]
    Task<Film> CutFilmAsync(CutOrder request);

    /// <summary>Writes the production report: one self-contained HTML page.</summary>
    [Activity]
    Task<AssetRef> WriteReportAsync(ReportOrder request);
}
