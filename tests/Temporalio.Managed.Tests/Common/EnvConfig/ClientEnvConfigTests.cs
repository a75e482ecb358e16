using System.Text;
using Temporalio.Common.EnvConfig;

namespace Temporalio.Tests.Common.EnvConfig;

public class ClientEnvConfigTests
{
    private const string File = """"
        # settings of the studio
        [profile.default]
        address = "localhost:7233"
        namespace = 'films' # a literal
        api_key = "k\"\u00e9"

        [profile."night batch"]
        address = "night:7233"
        tls = { disabled = true }

        [profile.cloud]
        address = "cloud:7233"
        [profile.cloud.tls]
        server_name = "films.internal"
        client_cert_data = '''
        CERT'''
        client_key_data = """
        KEY\
           """

        [profile.cloud.grpc_meta]
        "X_Tenant" = "a"
        colour = "red"
        """";

    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public void Load_File_HoldsAllProfiles()
    {
        var config = ClientEnvConfig.Load(new() { ConfigSource = DataSource.FromUTF8String(File), OverrideEnvVars = NoVariables, ConfigFileStrict = true });
        Assert.Equal(["cloud", "default", "night batch"], config.Profiles.Keys.Order());
        var standard = config.Profiles["default"];
        Assert.Equal(("localhost:7233", "films", "k\"é"), (standard.Address, standard.Namespace, standard.ApiKey));
        Assert.True(config.Profiles["night batch"].Tls!.Disabled);
        var cloud = config.Profiles["cloud"];
        Assert.Equal("films.internal", cloud.Tls!.ServerName);
        Assert.Equal("CERT", Encoding.UTF8.GetString(cloud.Tls.ClientCert!.GetBytes()!));
        Assert.Equal("KEY", Encoding.UTF8.GetString(cloud.Tls.ClientPrivateKey!.GetBytes()!));
        Assert.Equal("a", cloud.GrpcMeta!["x-tenant"]);
    }

    [Fact]
    public void LoadClientConnectOptions_VariablesOnTop_WinOverTheFile()
    {
        var options = ClientEnvConfig.LoadClientConnectOptions(new()
        {
            ConfigSource = DataSource.FromUTF8String(File),
            OverrideEnvVars = new Dictionary<string, string>
            {
                ["TEMPORAL_PROFILE"] = "cloud",
                ["TEMPORAL_NAMESPACE"] = "other",
                ["TEMPORAL_API_KEY"] = "secret",
                ["TEMPORAL_TLS_SERVER_NAME"] = "films.example",
                ["TEMPORAL_TLS_SERVER_CA_CERT_DATA"] = "CA",
                ["TEMPORAL_GRPC_META_COLOUR"] = "",
                ["TEMPORAL_GRPC_META_MY_KEY"] = "v",
            },
        });
        Assert.Equal(("cloud:7233", "other", "secret"), (options.TargetHost, options.Namespace, options.ApiKey));
        Assert.Equal("films.example", options.Tls!.Domain);
        Assert.Equal("CA", Encoding.UTF8.GetString(options.Tls.ServerRootCACert!));
        Assert.Equal([new("my-key", "v"), new("x-tenant", "a")], options.RpcMetadata!.OrderBy(m => m.Key));
        Assert.True(options.UsesTls);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("key", null, true)]
    [InlineData("key", "false", false)]
    [InlineData(null, "true", true)]
    public void LoadClientConnectOptions_TlsAndKey_DecideTheConnection(string? key, string? tls, bool expected)
    {
        var variables = new Dictionary<string, string> { ["TEMPORAL_ADDRESS"] = "a:1" };
        if (key != null)
            variables["TEMPORAL_API_KEY"] = key;
        if (tls != null)
            variables["TEMPORAL_TLS"] = tls;
        var options = ClientEnvConfig.LoadClientConnectOptions(new() { DisableFile = true, OverrideEnvVars = variables });
        Assert.Equal(expected, options.UsesTls);
        Assert.Equal("default", options.Namespace);
    }

    [Fact]
    public void Load_NamedProfileMissing_Throws() =>
        Assert.Contains("nope", Assert.Throws<InvalidOperationException>(() => ClientEnvConfig.Profile.Load(new()
        {
            Profile = "nope",
            ConfigSource = DataSource.FromUTF8String(File),
            OverrideEnvVars = NoVariables,
        })).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_DefaultProfileMissing_IsEmpty() =>
        Assert.Equal(new(), ClientEnvConfig.Profile.Load(new() { ConfigSource = DataSource.FromUTF8String(""), OverrideEnvVars = NoVariables }));

    [Theory]
    [InlineData("address = \"x", "line 1: string has no end")]
    [InlineData("[profile.default\naddress = 1", "line 1: expected ]")]
    [InlineData("\n\n[profile.default]\naddress = [1]", "line 4: unexpected [")]
    [InlineData("[profile.default]\na = 1\na = 2", "line 3: a is given twice")]
    [InlineData("[profile.default]\naddress = 5\nbad", "line 3: expected =")]
    [InlineData("[profile.default]\nadress = 'typo'", "unknown setting adress in profile default")]
    [InlineData("[profile.default]\naddress = true", "address must be a string")]
    public void Load_BadFile_SaysWhere(string file, string expected)
    {
        var error = Assert.Throws<InvalidOperationException>(() => ClientEnvConfig.Load(new()
        {
            ConfigSource = DataSource.FromUTF8String(file),
            OverrideEnvVars = NoVariables,
            ConfigFileStrict = true,
        }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToDictionary_AndBack_IsTheSame()
    {
        var config = ClientEnvConfig.Load(new() { ConfigSource = DataSource.FromUTF8String(File), OverrideEnvVars = NoVariables });
        var copy = ClientEnvConfig.FromDictionary(config.ToDictionary());
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(config.ToDictionary()), System.Text.Json.JsonSerializer.Serialize(copy.ToDictionary()));
        Assert.Equal("CERT", Encoding.UTF8.GetString(copy.Profiles["cloud"].Tls!.ClientCert!.GetBytes()!));
    }
}
