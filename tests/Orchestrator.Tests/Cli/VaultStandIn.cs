using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Tests.Cli;

/// <summary>
/// An Azure Key Vault over TLS as its REST contract says (a challenge first, then secrets for the right token), and the identity
/// service of the machine, which gives that token out.
/// </summary>
internal sealed class VaultStandIn : IAsyncDisposable
{
    public const string Token = "managed-identity-token-8c1e";
    public const string IdentityHeader = "identity-header-77aa";
    private const string Resource = "https://vault.azure.net";

    private readonly WebApplication app;

    private VaultStandIn(WebApplication app, X509Certificate2 certificate)
    {
        this.app = app;
        Certificate = certificate.ExportCertificatePem();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Vault = new(addresses.Single(address => address.StartsWith("https", StringComparison.Ordinal)));
        Identity = new(new Uri(addresses.Single(address => address.StartsWith("http:", StringComparison.Ordinal))), "msi/token");
    }

    /// <summary>Where secrets are.</summary>
    public Uri Vault { get; }

    /// <summary>Where the machine's identity is.</summary>
    public Uri Identity { get; }

    /// <summary>The certificate that both must be trusted by, as PEM.</summary>
    public string Certificate { get; }

    /// <summary>What was asked for.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<VaultStandIn> StartAsync(IReadOnlyDictionary<string, string> secrets)
    {
        var certificate = Create();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        var app = builder.Build();
        VaultStandIn? vault = null;
        app.MapGet("/secrets/{name}/{version?}", (HttpContext http, string name) => vault!.Secret(http, name, secrets));
        app.MapGet("/msi/token", (HttpContext http) => http.Request.Headers["X-IDENTITY-HEADER"] == IdentityHeader
            ? Results.Json(new { access_token = Token, expires_on = $"{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}", resource = Resource, token_type = "Bearer" })
            : Results.StatusCode(401));
        await app.StartAsync();
        return vault = new(app, certificate);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Secret(HttpContext http, string name, IReadOnlyDictionary<string, string> secrets)
    {
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            http.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", resource=\"{Resource}\"";
            return Results.Json(new { error = new { code = "Unauthorized", message = "Request is missing a Bearer or PoP token." } }, statusCode: 401);
        }

        Asked.Add(name);
        return secrets.TryGetValue(name, out var value)
            ? Results.Json(new { value, id = $"{Vault}secrets/{name}/0a1b2c", attributes = new { enabled = true, created = 1_760_000_000, updated = 1_760_000_000 } })
            : Results.Json(new { error = new { code = "SecretNotFound", message = $"A secret with (name/id) {name} was not found in this key vault." } }, statusCode: 404);
    }

    private static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
