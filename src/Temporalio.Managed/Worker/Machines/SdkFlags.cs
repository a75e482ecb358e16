namespace Temporalio.Worker.Machines;

/// <summary>The behaviour numbers of the official core (first three) and of the official .NET SDK.</summary>
internal static class SdkFlags
{
    public const uint CoreIdAndTypeChecks = 1;
    public const uint CoreUpsertOnPatch = 2;
    public const uint CoreMoveTerminalCommands = 3;
    public const uint LangReorderCompletion = 1;
    public const uint LangModernEventLoop = 2;
}
