using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>The profiles of the TOML file.</summary>
internal static class ConfigFile
{
    public static IReadOnlyDictionary<string, ClientEnvConfig.Profile> Load(DataSource? source, ConfigEnvironment environment, bool strict)
    {
        var text = ReadText(source, environment);
        if (text == null)
            return new Dictionary<string, ClientEnvConfig.Profile>();
        try
        {
            return Read(TomlDocument.Parse(text), strict);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"Invalid client configuration: {e.Message}", e);
        }
    }

    /// <summary>Header names are lower case with hyphens, however they are written.</summary>
    public static string HeaderName(string name) => name.ToLowerInvariant().Replace('_', '-');

    private static string? ReadText(DataSource? source, ConfigEnvironment environment)
    {
        var named = source ?? (environment.Get("TEMPORAL_CONFIG_FILE") is { } path ? DataSource.FromPath(path) : null);
        try
        {
            if (named != null)
                return Encoding.UTF8.GetString(named.GetBytes() ?? []);
            return DefaultPath(environment) is { } common && File.Exists(common) ? File.ReadAllText(common) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Cannot read client configuration: {e.Message}", e);
        }
    }

    private static string? DefaultPath(ConfigEnvironment environment)
    {
        var folder = environment.Get("XDG_CONFIG_HOME") is { } xdg && OperatingSystem.IsLinux()
            ? xdg
            : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        return folder.Length == 0 ? null : Path.Combine(folder, "temporalio", "temporal.toml");
    }

    private static Dictionary<string, ClientEnvConfig.Profile> Read(TomlTable root, bool strict)
    {
        RequireKnown(root, "the file", strict, "profile");
        var profiles = new Dictionary<string, ClientEnvConfig.Profile>();
        foreach (var (name, value) in root.GetTable("profile")?.Entries ?? [])
        {
            var table = value as TomlTable ?? throw new FormatException($"profile.{name} must be a table");
            profiles[name] = ReadProfile(table, name, strict);
        }

        return profiles;
    }

    private static ClientEnvConfig.Profile ReadProfile(TomlTable table, string name, bool strict)
    {
        RequireKnown(table, $"profile {name}", strict, "address", "namespace", "api_key", "tls", "grpc_meta", "codec");
        var headers = table.GetTable("grpc_meta")?.Entries.ToDictionary(
            e => HeaderName(e.Key), e => e.Value as string ?? throw new FormatException($"grpc_meta.{e.Key} must be a string"));
        return new(
            table.GetString("address"),
            table.GetString("namespace"),
            table.GetString("api_key"),
            table.GetTable("tls") is { } tls ? ReadTls(tls, name, strict) : null,
            headers is { Count: > 0 } ? headers : null);
    }

    private static ClientEnvConfig.Tls ReadTls(TomlTable table, string name, bool strict)
    {
        RequireKnown(
            table,
            $"tls of profile {name}",
            strict,
            "disabled",
            "server_name",
            "client_cert_path",
            "client_cert_data",
            "client_key_path",
            "client_key_data",
            "server_ca_cert_path",
            "server_ca_cert_data");
        return new(
            table.GetFlag("disabled"),
            table.GetString("server_name"),
            ReadSource(table, "server_ca_cert"),
            ReadSource(table, "client_cert"),
            ReadSource(table, "client_key"));
    }

    private static DataSource? ReadSource(TomlTable table, string prefix)
    {
        var path = table.GetString(prefix + "_path");
        var data = table.GetString(prefix + "_data");
        if (path != null && data != null)
            throw new FormatException($"{prefix}_path and {prefix}_data exclude each other");
        if (data != null)
            return DataSource.FromUTF8String(data);
        return path == null ? null : DataSource.FromPath(path);
    }

    private static void RequireKnown(TomlTable table, string where, bool strict, params string[] known)
    {
        if (strict && table.Entries.Keys.Except(known).FirstOrDefault() is { } unknown)
            throw new FormatException($"unknown setting {unknown} in {where}");
    }
}
