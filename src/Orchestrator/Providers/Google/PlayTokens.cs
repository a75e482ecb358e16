namespace Orchestrator.Providers.Google;

/// <summary>One token for ever: enough for the Backlot.</summary>
public sealed class PlayTokens(string token) : IAccessTokens
{
    /// <inheritdoc />
    public Task<string> TokenAsync(CancellationToken cancellationToken) => Task.FromResult(token);
}
