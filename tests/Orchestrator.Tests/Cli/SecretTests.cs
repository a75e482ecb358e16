using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Orchestrator.Backlot;
using Orchestrator.Cli;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Cli;

/// <summary>Where secrets come from, and that they go nowhere but to whom they are for.</summary>
public sealed class SecretTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Reveal_KeyVaultReference_IsFetchedOnceWithATokenForTheVault()
    {
        await using var vault = await VaultStandIn.StartAsync(new Dictionary<string, string> { ["fal"] = "from-the-vault" });
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        var secrets = new Secrets(() => new FixedToken(), trusting);

        Assert.Equal("from-the-vault", secrets.Reveal("FAL_KEY", $"@keyvault:{vault.Vault}secrets/fal"));
        Assert.Equal("from-the-vault", secrets.Reveal("FAL_KEY", $"@keyvault:{vault.Vault}secrets/fal"));
        Assert.Equal("plain", secrets.Reveal("FAL_KEY", "plain"));

        Assert.Equal(["fal"], vault.Asked);
        var missing = Assert.Throws<CommandException>(() => secrets.Reveal("ARK_API_KEY", $"@keyvault:{vault.Vault}secrets/ark"));
        Assert.Contains("The secret ark of ARK_API_KEY", missing.Message);
        Assert.Throws<CommandException>(() => secrets.Reveal("FAL_KEY", "@keyvault:http://vault/secrets/fal"));
    }

    [Fact]
    public void Variable_NamedByAFile_IsReadFromIt()
    {
        folder.Write("fal", "from-a-file\n");
        var caller = Caller(new() { ["FAL_KEY_FILE"] = "fal", ["GEMINI_API_KEY_FILE"] = "nowhere", ["ORCHESTRATOR_COUNTRY_FILE"] = "fal" });

        Assert.Equal("from-a-file", caller.Variable("FAL_KEY"));
        Assert.Contains("GEMINI_API_KEY_FILE", Assert.Throws<CommandException>(() => caller.Variable("GEMINI_API_KEY")).Message);
        // Only secrets are looked for in files.
        Assert.Null(caller.Variable("ORCHESTRATOR_COUNTRY"));
    }

    [Fact]
    public async Task Produce_WithAnAccountOfEveryProvider_LeavesNoSecretAnywhere()
    {
        using var urls = new RecordedUrls();
        using var keys = new TempFolder();
        await using var vault = await VaultStandIn.StartAsync(new Dictionary<string, string> { ["ark"] = "vault-ark-3f19" });
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 90 }, default);
        await using var storage = S3Server.Program is null ? null : await S3Server.StartAsync("secrets");
        folder.Write("brief.yaml", FamilyBrief.Of("secret"));

        var environment = Environment(backlot, vault, keys, storage);
        var end = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"], environment);
        var said = await AskedAfterAsync("secret", environment);

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        // The keys were used: each provider sold something, and the vault was asked.
        Assert.Equal(FamilyBrief.Providers, (await SellersAsync(backlot)).Except(["openai"]).Order());
        Assert.Equal("ark", vault.Asked[0]);
        await backlot.DisposeAsync();
        var haystacks = Haystacks([end, .. said], urls, storage);
        Assert.Contains(haystacks, haystack => haystack.Place.EndsWith("orchestrator.log", StringComparison.Ordinal) && haystack.Bytes.Length > 0);
        Assert.Contains(urls.Seen, url => url.Contains("/ark/api/v3/", StringComparison.Ordinal));
        AssertNoneOf(Configured(keys), haystacks);
    }

    [Fact]
    public async Task Produce_OnANamedServiceWithAzure_LeavesNoSecretAnywhere()
    {
        using var urls = new RecordedUrls();
        using var keys = new TempFolder();
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("backlot"), HabitScale = 0, MaxHeight = 90 }, default);
        await using var service = CommandProcess.Start(folder.Path, ["dev", "--service-only"], new Dictionary<string, string?> { ["ORCHESTRATOR_LOG"] = "trace", ["ORCHESTRATOR_HOME"] = folder.File("service") });
        var address = (await service.LineAsync("ready: "))["ready: ".Length..].Trim();
        folder.Write("brief.yaml", """
            name: azure
            title: Azure
            duration: 4s
            size: 640x360
            treatment:
              - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
            planner: model
            judge: model
            attempts: 1
            budget: 20 USD
            """);

        var environment = AzureEnvironment(backlot, keys, address);
        var end = await CommandProcess.RunAsync(folder.Path, ["produce", "brief.yaml"], environment);
        var said = await AskedAfterAsync("azure", environment);

        Assert.True(end.ExitCode is 0 or 2, $"{end.ExitCode}\n{end.Output}\n{end.Error}");
        Assert.Contains(urls.Seen, url => url.Contains("/azure/openai/v1/responses", StringComparison.Ordinal));
        Assert.Contains(urls.Seen, url => url.Contains("/azure/openai/v1/images/", StringComparison.Ordinal));
        await backlot.DisposeAsync();
        service.Terminate();
        var served = await service.EndAsync();
        AssertNoneOf(["env-fal-azure-5e17", "env-azure-key-18f0", "env-temporal-key-c3a9", "env-session-90be"], Haystacks([end, .. said, served], urls, null));
    }

    [Fact]
    public async Task Runs_ThatLookForSecrets_HaveEveryVariableThatHoldsOne()
    {
        using var keys = new TempFolder();
        await using var vault = await VaultStandIn.StartAsync(new Dictionary<string, string>());
        await using var backlot = await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder.File("backlot") }, default);
        await using var storage = S3Server.Program is null ? null : await S3Server.StartAsync("secrets");

        var set = Environment(backlot, vault, keys, storage).Keys.Concat(AzureEnvironment(backlot, keys, "127.0.0.1:1").Keys)
            .Select(name => name.EndsWith("_FILE", StringComparison.Ordinal) ? name[..^"_FILE".Length] : name).ToHashSet();

        Assert.All(SecretVariables.All.Where(name => storage is not null || name is not ("AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY")), name => Assert.Contains(name, set));
    }

    private async Task<IReadOnlyList<CommandResult>> AskedAfterAsync(string film, Dictionary<string, string?> environment)
    {
        List<CommandResult> said = [];
        string[][] commands = [["doctor"], ["spend"], ["spend", film], ["plan", "brief.yaml"], ["plan", "brief.yaml", "--why", "s01"], ["models", "check"], ["models", "chances"], ["replay", $"films/{film}/history.json"]];
        foreach (var command in commands)
            said.Add(await CommandProcess.RunAsync(folder.Path, command, environment));
        Assert.All(said, end => Assert.True(end.Output.Length + end.Error.Length > 0));
        return said;
    }

    // Everything that the run left on disk, in the bucket, on its screens and in addresses.
    private List<(string Place, byte[] Bytes)> Haystacks(IReadOnlyList<CommandResult> ends, RecordedUrls urls, S3Server? storage) =>
    [
        .. Files(folder.Path), .. storage is null ? [] : Files(storage.Folder),
        .. urls.Seen.Select(url => ("a requested address", Encoding.UTF8.GetBytes(url))),
        .. ends.SelectMany(end => new[] { ("stdout", Encoding.UTF8.GetBytes(end.Output)), ("stderr", Encoding.UTF8.GetBytes(end.Error)) }),
    ];

    // As it is, and as it stands in addresses, headers and JSON.
    private static void AssertNoneOf(IEnumerable<string> secrets, List<(string Place, byte[] Bytes)> haystacks)
    {
        foreach (var secret in secrets)
        {
            var bytes = Encoding.UTF8.GetBytes(secret);
            foreach (var form in new[] { secret, Uri.EscapeDataString(secret), Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToHexStringLower(bytes) }.Distinct())
            {
                var needle = Encoding.UTF8.GetBytes(form);
                foreach (var (place, hay) in haystacks)
                    Assert.True(hay.AsSpan().IndexOf(needle) < 0, $"{secret} is in {place}{(form == secret ? "" : $", as {form}")}");
            }
        }
    }

    private Dictionary<string, string?> Environment(BacklotServer backlot, VaultStandIn vault, TempFolder keys, S3Server? storage)
    {
        Dictionary<string, string?> environment = new(ProviderAddresses.Of(backlot))
        {
            ["ORCHESTRATOR_LOG"] = "trace",
            ["FAL_KEY"] = "env-fal-9d02:77b3",
            ["KLING_ACCESS_KEY_FILE"] = keys.Write("kling-access", "file-kling-a51c"),
            ["KLING_SECRET_KEY_FILE"] = keys.Write("kling-secret", "file-kling-secret-6e40"),
            ["ARK_API_KEY"] = $"@keyvault:{vault.Vault}secrets/ark",
            ["RUNWAYML_API_SECRET"] = "env-runway-key_4ab8",
            ["GEMINI_API_KEY"] = "env-gemini-AIza51f7",
            ["OPENAI_API_KEY"] = "sk-env-openai-2c9d",
            ["GOOGLE_CLOUD_PROJECT"] = "films",
            ["ORCHESTRATOR_VERTEX_BUCKET"] = "films",
            ["GOOGLE_APPLICATION_CREDENTIALS"] = ServiceAccount(keys, new Uri(backlot.Address, "google/token")),
            ["SSL_CERT_FILE"] = keys.Write("vault.pem", vault.Certificate),
            ["IDENTITY_ENDPOINT"] = vault.Identity.ToString(),
            ["IDENTITY_HEADER"] = VaultStandIn.IdentityHeader,
            ["ORCHESTRATOR_OPENAI_URL"] = backlot.OpenAi.ToString(),
        };
        foreach (var (name, value) in storage?.Environment("secrets") ?? new Dictionary<string, string?>())
            environment[name] = value;
        return environment;
    }

    private static Dictionary<string, string?> AzureEnvironment(BacklotServer backlot, TempFolder keys, string service) => new()
    {
        ["ORCHESTRATOR_LOG"] = "trace",
        ["FAL_KEY"] = "env-fal-azure-5e17",
        ["ORCHESTRATOR_FAL_QUEUE_URL"] = backlot.FalQueue.ToString(),
        ["ORCHESTRATOR_FAL_PLATFORM_URL"] = backlot.FalPlatform.ToString(),
        ["ORCHESTRATOR_FAL_REST_URL"] = backlot.FalRest.ToString(),
        ["AZURE_OPENAI_ENDPOINT"] = new Uri(backlot.Address, "azure").ToString(),
        ["AZURE_OPENAI_API_KEY"] = "env-azure-key-18f0",
        ["TEMPORAL_ADDRESS"] = service,
        ["TEMPORAL_API_KEY_FILE"] = keys.Write("temporal", "env-temporal-key-c3a9"),
        ["TEMPORAL_TLS"] = "false",
        // The server of buckets here knows no sessions: this one lies in the environment alone.
        ["AWS_SESSION_TOKEN"] = "env-session-90be",
    };

    private static IEnumerable<string> Configured(TempFolder keys)
    {
        string[] secrets =
        [
            "env-fal-9d02:77b3", "file-kling-a51c", "file-kling-secret-6e40", "vault-ark-3f19", "env-runway-key_4ab8", "env-gemini-AIza51f7", "sk-env-openai-2c9d",
            VaultStandIn.Token, VaultStandIn.IdentityHeader, "ya29.play-money",
            // What is made of them: no signed statement of ours lies about either.
            "eyJhbGciOiJIUzI1NiIs", "eyJhbGciOiJSUzI1NiIs",
        ];
        var account = JsonDocument.Parse(File.ReadAllText(keys.File("account.json"))).RootElement.GetProperty("private_key").GetString()!;
        return secrets.Append(account.Split('\n')[3]).Concat(S3Server.Secrets);
    }

    private static string ServiceAccount(TempFolder keys, Uri token)
    {
        using var rsa = RSA.Create(2048);
        return keys.Write("account.json", JsonSerializer.Serialize(new
        {
            type = "service_account", project_id = "films", private_key_id = "1", private_key = rsa.ExportPkcs8PrivateKeyPem(), client_email = "films@films.iam.gserviceaccount.com", client_id = "1", token_uri = token.ToString(),
        }));
    }

    private static async Task<IEnumerable<string>> SellersAsync(BacklotServer backlot)
    {
        using var http = new HttpClient();
        var ledger = await http.GetFromJsonAsync<JsonElement>(new Uri(backlot.Address, "_backlot/ledger"));
        return ledger.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("provider").GetString()!).Distinct().ToList();
    }

    // Histories, report, media, databases, logs, and what the providers wrote down.
    private static IEnumerable<(string Place, byte[] Bytes)> Files(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => (path, ReadShared(path)));

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private Caller Caller(Dictionary<string, string> environment) => new(folder.Path, environment, Terminal.OfThisProcess(environment));

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            requestContext.Scopes is ["https://vault.azure.net/.default"] ? new(VaultStandIn.Token, DateTimeOffset.UtcNow.AddHours(1)) : throw new InvalidOperationException(requestContext.Scopes[0]);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
