using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Client.Transport;

/// <summary>Turns PEM bytes into what the TLS stack needs.</summary>
internal static class TlsSetup
{
    /// <exception cref="ArgumentException">Only one of certificate and key is there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The PEM cannot be read.</exception>
    public static SslClientAuthenticationOptions Create(TlsOptions tls)
    {
        if (tls.ClientCert == null != (tls.ClientPrivateKey == null))
            throw new ArgumentException("Client cert and private key must both be present or neither", nameof(tls));
        var ssl = new SslClientAuthenticationOptions();
        if (tls.ServerRootCACert != null)
            ssl.CertificateChainPolicy = TrustOnly(tls.ServerRootCACert);
        if (tls.ClientCert != null && tls.ClientPrivateKey != null)
            ssl.ClientCertificateContext = LoadClientCertificate(tls.ClientCert, tls.ClientPrivateKey);
        return ssl;
    }

    private static X509ChainPolicy TrustOnly(byte[] pem)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(pem));
        return policy;
    }

    private static SslStreamCertificateContext LoadClientCertificate(byte[] certPem, byte[] keyPem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(Encoding.UTF8.GetString(certPem));
        using var ephemeral = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certPem), Encoding.UTF8.GetString(keyPem));

        // Windows refuses keys that live in memory only; the round trip through PKCS#12 suits every system.
        var leaf = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
