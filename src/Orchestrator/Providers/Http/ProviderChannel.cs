using System.Net;
using System.Text;
using Orchestrator.Model;

namespace Orchestrator.Providers.Http;

/// <summary>
/// HTTP as providers need it: one call is one attempt, redirects are never followed with a key, what was lost is told apart from
/// what was never sent, and media comes only from hosts that the caller allows.
/// </summary>
/// <param name="http">A client from <see cref="CreateClient"/>.</param>
/// <param name="still">How long no byte of media may come until it is asked for again; null for a minute.</param>
internal sealed class ProviderChannel(HttpClient http, TimeSpan? still = null)
{
    private static readonly TimeSpan Still = TimeSpan.FromMinutes(1);
    private static readonly string[] Private = [".local", ".internal", ".localhost", ".lan", ".home.arpa"];
    private const int LargestAnswer = 64 * 1024 * 1024;

    /// <summary>A client as the channel wants it: no time limit and no redirects of its own.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>Sends once and reads the answer whole, within a limit.</summary>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage message, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, limit.Token);
        return new(answer.StatusCode, await TextAsync(answer, limit.Token), answer.Headers);
    }

    /// <summary>Posts a purchase once. Whatever happens on the way becomes an outcome; nothing is thrown but a cancellation.</summary>
    public async Task<SubmitResult> SubmitAsync(
        string provider, HttpRequestMessage message, TimeSpan within, Func<ProviderAnswer, SubmitResult> read, CancellationToken cancellationToken)
    {
        try
        {
            return read(await SendAsync(message, within, cancellationToken));
        }
        catch (HttpRequestException exception) when (NeverSent(exception))
        {
            return new(OutcomeClass.NotAcceptedRetryable, null, $"{provider} cannot be reached: {exception.Message}", 2) { Ill = true };
        }
        catch (Exception exception) when (Lost(exception, cancellationToken))
        {
            return new(OutcomeClass.Ambiguous, null, $"the answer was lost: {exception.Message}");
        }
    }

    /// <summary>Opens an answer to be read while it comes.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>
    /// Streams media to a file, from allowed hosts alone; <paramref name="sign"/> adds what a hop's host may see. What breaks off goes on
    /// where it broke off.
    /// </summary>
    /// <returns><see cref="OutcomeClass.Delivered"/>, or <see cref="OutcomeClass.AssetGone"/> when it can no longer be had.</returns>
    /// <exception cref="ProviderException">It leads to a host that is not allowed, or is too large, or is no media.</exception>
    public Task<OutcomeClass> DownloadAsync(
        Uri address, string path, long largest, Func<Uri, bool> allowed, CancellationToken cancellationToken, Action<HttpRequestMessage>? sign = null) =>
        new MediaDownload(this, allowed, largest, still ?? Still, sign).ToAsync(address, path, cancellationToken);

    /// <summary>Whether an address is of a host or of one of its subdomains (an entry that starts with a dot), over TLS.</summary>
    public static bool IsOneOf(Uri address, IEnumerable<string> hosts) => address.Scheme == Uri.UriSchemeHttps
        && hosts.Any(host => host.StartsWith('.') ? address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether an address may be a provider's media where its hosts are not documented: over TLS, by name, and not of this machine
    /// or its network.
    /// </summary>
    public static bool IsPublic(Uri address) => address.Scheme == Uri.UriSchemeHttps && address.HostNameType == UriHostNameType.Dns
        && address.Host.Contains('.') && !Private.Any(name => address.Host.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an address is on the server of a base address.</summary>
    public static bool IsOn(Uri address, Uri server) => address.Authority == server.Authority && address.Scheme == server.Scheme;

    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        // Read as bytes: a charset that nobody knows must not lose an answer.
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return text.TrimStart('\uFEFF');
    }

    private static bool NeverSent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    /// <summary>Whether a call failed on its way: what is free to ask may be asked again, and what was bought may have been taken.</summary>
    public static bool Lost(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
