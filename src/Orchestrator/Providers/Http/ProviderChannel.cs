using System.Net;
using System.Text;
using Orchestrator.Model;

namespace Orchestrator.Providers.Http;

/// <summary>
/// HTTP as providers need it: one call is one attempt, redirects are never followed with a key, what was lost is told apart from
/// what was never sent, and media comes only from hosts that the caller allows.
/// </summary>
internal sealed class ProviderChannel(HttpClient http)
{
    private const int MostRedirects = 5;
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

    /// <summary>Streams media to a file, from allowed hosts alone; <paramref name="sign"/> adds what a hop's host may see.</summary>
    /// <returns><see cref="OutcomeClass.Delivered"/>, or <see cref="OutcomeClass.AssetGone"/> when it can no longer be had.</returns>
    /// <exception cref="ProviderException">It leads to a host that is not allowed, or is too large, or is no media.</exception>
    public async Task<OutcomeClass> DownloadAsync(
        Uri address, string path, long largest, Func<Uri, bool> allowed, CancellationToken cancellationToken, Action<HttpRequestMessage>? sign = null)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (!allowed(address))
                throw new ProviderException($"The media is at {address.Host}, which is not one of the provider's media hosts; the clip is not fetched.");
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            sign?.Invoke(message);
            using var answer = await OpenAsync(message, cancellationToken);
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                continue;
            }

            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Forbidden)
                return OutcomeClass.AssetGone;
            answer.EnsureSuccessStatusCode();
            await SaveAsync(answer.Content, path, largest, cancellationToken);
            return OutcomeClass.Delivered;
        }

        throw new ProviderException($"The clip is behind more than {MostRedirects} redirects; it is not fetched.");
    }

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

    private static async Task SaveAsync(HttpContent content, string path, long largest, CancellationToken cancellationToken)
    {
        var promised = content.Headers.ContentLength;
        if (promised > largest)
            throw new ProviderException($"The clip is {promised} bytes; at most {largest} are accepted.");
        await using var file = File.Create(path);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > largest)
                throw new ProviderException($"The clip is larger than {largest} bytes; it is not fetched.");
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (promised is { } length && length != file.Length)
            throw new HttpRequestException($"The clip ended after {file.Length} of {length} bytes.");
    }

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
