namespace Temporalio.Tests.Surface;

/// <summary>A test against the list of the official SDK's public members; reported as skipped where the list is not there.</summary>
public sealed class OfficialSurfaceFactAttribute : FactAttribute
{
    public OfficialSurfaceFactAttribute()
    {
        if (OfficialSurface.Path == null)
            Skip = "The list of the official SDK's members was not found in ../shared/temporal/api-surface.txt.";
    }
}
