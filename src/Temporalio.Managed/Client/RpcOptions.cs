namespace Temporalio.Client;

/// <summary>Options of a single call.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether the call is tried again after passing errors. Default: yes for the client's own methods, no for raw service calls.</summary>
    public bool? Retry { get; set; }

    /// <summary>Gets or sets headers to send. They win over those of the connection.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Gets or sets binary headers to send; their names end in <c>-bin</c>. They win over those of the connection.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Gets or sets how long one attempt may take. Default: 30 seconds, 70 for long polls.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets the token that cancels the call.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();

    /// <summary>Makes a copy that a further token cancels too.</summary>
    /// <param name="cancellationToken">Further token.</param>
    /// <returns>The copy and the source of its token, to be disposed of by the caller.</returns>
    public Tuple<RpcOptions, CancellationTokenSource> WithAdditionalCancellationToken(CancellationToken? cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(
            CancellationToken ?? default, cancellationToken ?? default);
        var copy = (RpcOptions)Clone();
        copy.CancellationToken = source.Token;
        return new(copy, source);
    }
}
