namespace Temporalio.Client;

/// <summary>Options of an encrypted connection.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Gets or sets the root certificates (PEM) that the service is checked against. Default: those of the system.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>Gets or sets the name that the service's certificate must bear. Default: the target host.</summary>
    public string? Domain { get; set; }

    /// <summary>Gets or sets the client certificate (PEM), for mutual TLS.</summary>
    public byte[]? ClientCert { get; set; }

    /// <summary>Gets or sets the private key (PEM) of the client certificate.</summary>
    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>Gets or sets a value indicating whether the connection stays plain even with an API key.</summary>
    public bool Disabled { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
