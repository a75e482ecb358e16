namespace Temporalio.Client;

/// <summary>A proxy that the connection goes through by HTTP CONNECT.</summary>
public class HttpConnectProxyOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="HttpConnectProxyOptions"/> class.</summary>
    public HttpConnectProxyOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="HttpConnectProxyOptions"/> class.</summary>
    /// <param name="targetHost">Host and port of the proxy.</param>
    public HttpConnectProxyOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>Gets or sets host and port of the proxy.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Gets or sets user name and password.</summary>
    public (string Username, string Password)? BasicAuth { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
