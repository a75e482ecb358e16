using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Client.Transport;

namespace Temporalio.Tests.Transport;

public class TlsTests
{
    [Fact]
    public async Task ConnectAsync_MutualTls_ShowsTheClientCertificate()
    {
        using var authority = MakeCertificate("CN=authority", null);
        using var server = MakeCertificate("CN=films.internal", authority);
        using var client = MakeCertificate("CN=client", authority);
        string? seen = null;
        await using var app = await StartAsync(server, subject => seen = subject);
        var connection = await TemporalConnection.ConnectAsync(new(new Uri(app.Urls.Single()).Authority)
        {
            Tls = new()
            {
                Domain = "films.internal",
                ServerRootCACert = Encoding.UTF8.GetBytes(authority.ExportCertificatePem()),
                ClientCert = Encoding.UTF8.GetBytes(client.ExportCertificatePem()),
                ClientPrivateKey = Encoding.UTF8.GetBytes(client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            },
        });
        Assert.True(connection.IsConnected);
        Assert.Equal("CN=client", seen);
    }

    [Fact]
    public async Task ConnectAsync_UnknownAuthority_IsRefused()
    {
        using var authority = MakeCertificate("CN=authority", null);
        using var server = MakeCertificate("CN=films.internal", authority);
        await using var app = await StartAsync(server, _ => { });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TemporalConnection.ConnectAsync(new(new Uri(app.Urls.Single()).Authority) { Tls = new() { Domain = "films.internal" } }));
        Assert.Contains("TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_CertificateWithoutKey_Throws() =>
        Assert.Throws<ArgumentException>(() => TlsSetup.Create(new() { ClientCert = [1] }));

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate, Action<string?> seen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l =>
        {
            l.Protocols = HttpProtocols.Http2;
            l.UseHttps(certificate, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        var app = builder.Build();
        app.Run(async context =>
        {
            seen(context.Connection.ClientCertificate?.Subject);
            await ScriptedServer.Message()(context);
        });
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 MakeCertificate(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer == null, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name[3..]);
        request.CertificateExtensions.Add(names.Build());
        var from = DateTimeOffset.UtcNow.AddDays(-1);
        if (issuer == null)
            return request.CreateSelfSigned(from, from.AddDays(10));
        using var issued = request.Create(issuer, from.AddHours(1), from.AddDays(9), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
