using System.Reflection;

namespace Temporalio.Client.Transport;

/// <summary>How this library names itself to the service.</summary>
internal static class SdkIdentity
{
    public const string Name = "temporal-dotnet";

    public static string Version { get; } =
        typeof(SdkIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
