namespace Temporalio.Tests.Service;

/// <summary>The services that each test of <see cref="ServiceCollection"/> runs against.</summary>
public enum ServiceKind
{
    /// <summary>The service of this repository, in this process.</summary>
    Dev,

    /// <summary>Temporal's own development server, where its program is found.</summary>
    Real,
}
