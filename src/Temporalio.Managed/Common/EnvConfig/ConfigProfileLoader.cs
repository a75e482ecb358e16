namespace Temporalio.Common.EnvConfig;

/// <summary>One profile: the file's settings with the environment's on top.</summary>
internal static class ConfigProfileLoader
{
    private const string DefaultName = "default";

    public static ClientEnvConfig.Profile Load(ClientEnvConfig.ProfileLoadOptions options)
    {
        if (options is { DisableFile: true, DisableEnv: true })
            throw new InvalidOperationException("Cannot disable both file and environment");
        var environment = new ConfigEnvironment(options.DisableEnv ? new Dictionary<string, string>() : options.OverrideEnvVars);
        var profile = options.DisableFile ? new() : FromFile(options, environment);
        return options.DisableEnv ? profile : WithEnvironment(profile, environment);
    }

    private static ClientEnvConfig.Profile FromFile(ClientEnvConfig.ProfileLoadOptions options, ConfigEnvironment environment)
    {
        var profiles = ConfigFile.Load(options.ConfigSource, environment, options.ConfigFileStrict);
        var named = options.Profile ?? environment.Get("TEMPORAL_PROFILE");
        if (profiles.TryGetValue(named ?? DefaultName, out var profile))
            return profile;
        return named is null or DefaultName
            ? new()
            : throw new InvalidOperationException($"Profile {named} not found");
    }

    private static ClientEnvConfig.Profile WithEnvironment(ClientEnvConfig.Profile profile, ConfigEnvironment environment) => profile with
    {
        Address = environment.Get("TEMPORAL_ADDRESS") ?? profile.Address,
        Namespace = environment.Get("TEMPORAL_NAMESPACE") ?? profile.Namespace,
        ApiKey = environment.Get("TEMPORAL_API_KEY") ?? profile.ApiKey,
        Tls = WithEnvironment(profile.Tls, environment),
        GrpcMeta = WithEnvironment(profile.GrpcMeta, environment),
    };

    private static ClientEnvConfig.Tls? WithEnvironment(ClientEnvConfig.Tls? tls, ConfigEnvironment environment)
    {
        var given = tls ?? new();
        var merged = given with
        {
            Disabled = environment.GetFlag("TEMPORAL_TLS") is { } enabled ? !enabled : given.Disabled,
            ServerName = environment.Get("TEMPORAL_TLS_SERVER_NAME") ?? given.ServerName,
            ServerRootCACert = environment.GetSource("TEMPORAL_TLS_SERVER_CA_CERT") ?? given.ServerRootCACert,
            ClientCert = environment.GetSource("TEMPORAL_TLS_CLIENT_CERT") ?? given.ClientCert,
            ClientPrivateKey = environment.GetSource("TEMPORAL_TLS_CLIENT_KEY") ?? given.ClientPrivateKey,
        };
        return tls == null && merged == given ? null : merged;
    }

    private static Dictionary<string, string>? WithEnvironment(
        IReadOnlyDictionary<string, string>? headers, ConfigEnvironment environment)
    {
        const string prefix = "TEMPORAL_GRPC_META_";
        var merged = new Dictionary<string, string>(headers ?? new Dictionary<string, string>());
        foreach (var (variable, value) in environment.StartingWith(prefix))
        {
            var name = ConfigFile.HeaderName(variable[prefix.Length..]);
            if (value.Length == 0)
                merged.Remove(name);
            else
                merged[name] = value;
        }

        return merged.Count == 0 ? null : merged;
    }
}
