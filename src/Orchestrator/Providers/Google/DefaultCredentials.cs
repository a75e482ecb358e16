using Google.Apis.Auth.OAuth2;

namespace Orchestrator.Providers.Google;

/// <summary>
/// Tokens by Application Default Credentials: GOOGLE_APPLICATION_CREDENTIALS (a service account or a federated identity), the
/// user's own of <c>gcloud auth application-default login</c>, or the metadata server. They are kept and renewed by Google's library.
/// </summary>
/// <param name="serviceAccount">A service account's file; null looks where Application Default Credentials are.</param>
public sealed class DefaultCredentials(string? serviceAccount = null) : IAccessTokens
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly Lazy<Task<ITokenAccess>> credential = new(() => LoadAsync(serviceAccount));

    /// <inheritdoc />
    /// <exception cref="ProviderException">There are none; the message says how to get some.</exception>
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await (await credential.Value).GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or global::Google.Apis.Auth.OAuth2.Responses.TokenResponseException)
        {
            throw new ProviderException("Google Cloud gives no token: run `gcloud auth application-default login`, or name a service account in GOOGLE_APPLICATION_CREDENTIALS.", exception);
        }
    }

    private static async Task<ITokenAccess> LoadAsync(string? file)
    {
        var credential = file is null ? await GoogleCredential.GetApplicationDefaultAsync() : (await CredentialFactory.FromFileAsync<ServiceAccountCredential>(file, CancellationToken.None)).ToGoogleCredential();
        return credential.IsCreateScopedRequired ? credential.CreateScoped(Scope) : credential;
    }
}
