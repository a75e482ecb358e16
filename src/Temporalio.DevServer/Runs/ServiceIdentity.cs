namespace Temporalio.DevServer.Runs;

/// <summary>Names under which the service itself acts, as the real one writes them into histories.</summary>
internal static class ServiceIdentity
{
    public const string History = "history-service";
    public const string Frontend = "frontend-service";
    public const string Resetter = "history-resetter";
}
