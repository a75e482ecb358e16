using System.Diagnostics.CodeAnalysis;
using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <summary>
/// Connection settings from outside the program: profiles of a TOML file (<c>TEMPORAL_CONFIG_FILE</c>, else
/// <c>temporalio/temporal.toml</c> in the user's configuration folder) with the environment variables <c>TEMPORAL_*</c> on top.
/// </summary>
/// <param name="Profiles">Profiles by name.</param>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its parts.")]
public sealed record ClientEnvConfig(IReadOnlyDictionary<string, ClientEnvConfig.Profile> Profiles)
{
    /// <summary>Loads all profiles of the file. Environment variables are used only to find it.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The profiles.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be read or understood.</exception>
    public static ClientEnvConfig Load(ConfigLoadOptions? options = null)
    {
        var environment = new ConfigEnvironment(options?.OverrideEnvVars);
        return new(ConfigFile.Load(options?.ConfigSource, environment, options?.ConfigFileStrict ?? false));
    }

    /// <summary>Loads one profile and turns it into options.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The options of client and connection.</returns>
    /// <exception cref="InvalidOperationException">The settings cannot be read or understood.</exception>
    public static TemporalClientConnectOptions LoadClientConnectOptions(ProfileLoadOptions? options = null) =>
        Profile.Load(options).ToClientConnectionOptions();

    /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
    /// <param name="profileDictionaries">Profiles by name.</param>
    /// <returns>The profiles.</returns>
    public static ClientEnvConfig FromDictionary(IReadOnlyDictionary<string, Dictionary<string, object>> profileDictionaries) =>
        new(profileDictionaries.ToDictionary(p => p.Key, p => Profile.FromDictionary(p.Value)));

    /// <summary>Writes the profiles as dictionaries, named as in the file.</summary>
    /// <returns>The profiles by name.</returns>
    public IReadOnlyDictionary<string, Dictionary<string, object>> ToDictionary() =>
        Profiles.ToDictionary(p => p.Key, p => p.Value.ToDictionary());

    /// <summary>Options of loading all profiles.</summary>
    public class ConfigLoadOptions : ICloneable
    {
        /// <summary>Gets or sets the TOML to read instead of the file.</summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Gets or sets a value indicating whether unknown settings are errors.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Gets or sets environment variables to use instead of the process's.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <inheritdoc />
        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>Options of loading one profile.</summary>
    public class ProfileLoadOptions : ICloneable
    {
        /// <summary>Gets or sets the name of the profile. Default: <c>TEMPORAL_PROFILE</c>, else <c>default</c>.</summary>
        public string? Profile { get; set; }

        /// <summary>Gets or sets the TOML to read instead of the file.</summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Gets or sets a value indicating whether no file is read.</summary>
        public bool DisableFile { get; set; }

        /// <summary>Gets or sets a value indicating whether no environment variable is read.</summary>
        public bool DisableEnv { get; set; }

        /// <summary>Gets or sets a value indicating whether unknown settings are errors.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Gets or sets environment variables to use instead of the process's.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <inheritdoc />
        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>Settings of one connection.</summary>
    /// <param name="Address">Host and port of the service.</param>
    /// <param name="Namespace">Namespace.</param>
    /// <param name="ApiKey">API key.</param>
    /// <param name="Tls">TLS settings.</param>
    /// <param name="GrpcMeta">Headers of every call.</param>
    public sealed record Profile(
        string? Address = null,
        string? Namespace = null,
        string? ApiKey = null,
        Tls? Tls = null,
        IReadOnlyDictionary<string, string>? GrpcMeta = null)
    {
        /// <summary>Loads a profile.</summary>
        /// <param name="options">Options.</param>
        /// <returns>The profile.</returns>
        /// <exception cref="InvalidOperationException">The settings cannot be read or understood, or the profile that was named does not exist.</exception>
        public static Profile Load(ProfileLoadOptions? options = null) => ConfigProfileLoader.Load(options ?? new());

        /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
        /// <param name="dictionary">Settings by name.</param>
        /// <returns>The profile.</returns>
        public static Profile FromDictionary(IReadOnlyDictionary<string, object> dictionary) => ConfigDictionaries.ToProfile(dictionary);

        /// <summary>Turns the profile into options.</summary>
        /// <returns>The options of client and connection.</returns>
        public TemporalClientConnectOptions ToClientConnectionOptions()
        {
            var options = new TemporalClientConnectOptions
            {
                TargetHost = Address,
                ApiKey = ApiKey,
                Tls = Tls?.ToTlsOptions(),
                RpcMetadata = GrpcMeta?.ToArray(),
            };
            if (Namespace != null)
                options.Namespace = Namespace;
            return options;
        }

        /// <summary>Writes the settings by name, as in the file.</summary>
        /// <returns>The settings that are there.</returns>
        public Dictionary<string, object> ToDictionary() => ConfigDictionaries.FromProfile(this);
    }

    /// <summary>TLS settings.</summary>
    /// <param name="Disabled">Whether the connection stays plain.</param>
    /// <param name="ServerName">Name that the service's certificate must bear.</param>
    /// <param name="ServerRootCACert">Root certificates (PEM) of the service.</param>
    /// <param name="ClientCert">Client certificate (PEM).</param>
    /// <param name="ClientPrivateKey">Private key (PEM) of the client certificate.</param>
    public sealed record Tls(
        bool? Disabled = null,
        string? ServerName = null,
        DataSource? ServerRootCACert = null,
        DataSource? ClientCert = null,
        DataSource? ClientPrivateKey = null)
    {
        /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
        /// <param name="dictionary">Settings by name.</param>
        /// <returns>The settings.</returns>
        public static Tls FromDictionary(IReadOnlyDictionary<string, object> dictionary) => ConfigDictionaries.ToTls(dictionary);

        /// <summary>Turns the settings into options; files are read here.</summary>
        /// <returns>The options.</returns>
        /// <exception cref="IOException">A file cannot be read.</exception>
        public TlsOptions? ToTlsOptions() => Disabled == true
            ? new() { Disabled = true }
            : new()
            {
                Domain = ServerName,
                ServerRootCACert = ServerRootCACert?.GetBytes(),
                ClientCert = ClientCert?.GetBytes(),
                ClientPrivateKey = ClientPrivateKey?.GetBytes(),
            };

        /// <summary>Writes the settings by name.</summary>
        /// <returns>The settings that are there.</returns>
        public Dictionary<string, object> ToDictionary() => ConfigDictionaries.FromTls(this);
    }
}
