namespace Temporalio.Common.EnvConfig;

/// <summary>Profiles as plain dictionaries, for storing them elsewhere.</summary>
internal static class ConfigDictionaries
{
    public static ClientEnvConfig.Profile ToProfile(IReadOnlyDictionary<string, object> settings) => new(
        Get<string>(settings, "address"),
        Get<string>(settings, "namespace"),
        Get<string>(settings, "api_key"),
        Get<IReadOnlyDictionary<string, object>>(settings, "tls") is { } tls ? ToTls(tls) : null,
        Get<IReadOnlyDictionary<string, string>>(settings, "grpc_meta"));

    public static ClientEnvConfig.Tls ToTls(IReadOnlyDictionary<string, object> settings) => new(
        settings.TryGetValue("disabled", out var disabled) ? (bool)disabled : null,
        Get<string>(settings, "server_name"),
        DataSource.FromDictionary(Get<IReadOnlyDictionary<string, string>>(settings, "server_ca_cert")),
        DataSource.FromDictionary(Get<IReadOnlyDictionary<string, string>>(settings, "client_cert")),
        DataSource.FromDictionary(Get<IReadOnlyDictionary<string, string>>(settings, "client_key")));

    public static Dictionary<string, object> FromProfile(ClientEnvConfig.Profile profile) => WithoutNulls(
        ("address", profile.Address),
        ("namespace", profile.Namespace),
        ("api_key", profile.ApiKey),
        ("tls", profile.Tls?.ToDictionary()),
        ("grpc_meta", profile.GrpcMeta?.ToDictionary()));

    public static Dictionary<string, object> FromTls(ClientEnvConfig.Tls tls) => WithoutNulls(
        ("disabled", tls.Disabled),
        ("server_name", tls.ServerName),
        ("server_ca_cert", tls.ServerRootCACert?.ToDictionary()),
        ("client_cert", tls.ClientCert?.ToDictionary()),
        ("client_key", tls.ClientPrivateKey?.ToDictionary()));

    private static T? Get<T>(IReadOnlyDictionary<string, object> settings, string name)
        where T : class => settings.TryGetValue(name, out var value) ? (T)value : null;

    private static Dictionary<string, object> WithoutNulls(params (string Name, object? Value)[] settings) =>
        settings.Where(s => s.Value != null).ToDictionary(s => s.Name, s => s.Value!);
}
