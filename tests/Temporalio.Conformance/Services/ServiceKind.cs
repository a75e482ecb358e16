namespace Temporalio.Conformance.Services;

/// <summary>The services every scenario runs against.</summary>
public enum ServiceKind
{
    /// <summary>The service of this repository, started in this process.</summary>
    Dev,

    /// <summary>Temporal's own development server, where its binary is found.</summary>
    Real,
}
