namespace Orchestrator.Providers.Google;

/// <summary>Where access tokens of Google Cloud come from.</summary>
public interface IAccessTokens
{
    /// <summary>A token that is valid now.</summary>
    Task<string> TokenAsync(CancellationToken cancellationToken);
}
