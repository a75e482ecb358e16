using System.Net;
using System.Net.Http.Headers;
using Orchestrator.Model;

namespace Orchestrator.Providers.Http;

/// <summary>
/// One file of media on its way to the disk, from allowed hosts alone. What breaks off, or stands still, goes on with the first byte
/// that is missing; a server that does not give ranges, or gives another file, sends it all again.
/// </summary>
/// <param name="channel">What it is fetched through.</param>
/// <param name="allowed">The hosts that may have it.</param>
/// <param name="largest">Most bytes.</param>
/// <param name="still">How long no byte may come.</param>
/// <param name="sign">Adds what a hop's host may see.</param>
internal sealed class MediaDownload(ProviderChannel channel, Func<Uri, bool> allowed, long largest, TimeSpan still, Action<HttpRequestMessage>? sign)
{
    private const int MostRedirects = 5;
    private const int MostBreaks = 5;

    // Only a tag that stands for the very bytes says that what is missing belongs to what is here.
    private EntityTagHeaderValue? tag;

    /// <summary>Fetches it.</summary>
    /// <returns><see cref="OutcomeClass.Delivered"/>, or <see cref="OutcomeClass.AssetGone"/> when it can no longer be had.</returns>
    /// <exception cref="HttpRequestException">It could not be had this time.</exception>
    /// <exception cref="ProviderException">It leads to a host that is not allowed, or is too large.</exception>
    public async Task<OutcomeClass> ToAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        for (var breaks = 1; ; breaks++)
        {
            try
            {
                return await OnceAsync(address, file, cancellationToken);
            }
            catch (Exception exception) when (breaks < MostBreaks && MayGoOn(exception) && ProviderChannel.Lost(exception, cancellationToken))
            {
                // It goes on where it broke off.
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException($"The media stood still for {still.TotalSeconds:0} s.", exception);
            }
        }
    }

    private async Task<OutcomeClass> OnceAsync(Uri address, FileStream file, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(still);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (!allowed(address))
                throw new ProviderException($"The media is at {address.Host}, which is not one of the provider's media hosts; the clip is not fetched.");
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            sign?.Invoke(message);
            Continue(message.Headers, file.Length);
            using var answer = await channel.OpenAsync(message, patience.Token);
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                continue;
            }

            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Forbidden)
                return OutcomeClass.AssetGone;
            Place(answer, file);
            await SaveAsync(answer, file, patience);
            return OutcomeClass.Delivered;
        }

        throw new ProviderException($"The clip is behind more than {MostRedirects} redirects; it is not fetched.");
    }

    // A server that fails is left to whoever repeats the step, after a pause; a range that it does not have only means to begin again.
    private static bool MayGoOn(Exception exception) =>
        exception is not HttpRequestException { StatusCode: not null and not HttpStatusCode.RequestedRangeNotSatisfiable };

    private void Continue(HttpRequestHeaders headers, long held)
    {
        if (held == 0 || tag is null)
            return;
        headers.Range = new(held, null);
        headers.IfRange = new(tag);
    }

    // Whatever is not the rest of what is here is the beginning of all of it.
    private void Place(HttpResponseMessage answer, FileStream file)
    {
        if (answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From == file.Length)
            return;
        file.SetLength(0);
        tag = answer is { IsSuccessStatusCode: true, Headers.ETag: { IsWeak: false } strong } ? strong : null;
        if (answer.StatusCode == HttpStatusCode.PartialContent)
            throw new HttpRequestException("The answer is another part of the clip than the one that was asked for.");
        answer.EnsureSuccessStatusCode();
    }

    private async Task SaveAsync(HttpResponseMessage answer, FileStream file, CancellationTokenSource patience)
    {
        var whole = answer.Content.Headers.ContentLength + file.Length;
        if (whole > largest)
            throw new ProviderException($"The clip is {whole} bytes; at most {largest} are accepted.");
        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, patience.Token)) > 0; patience.CancelAfter(still))
        {
            if (file.Length + read > largest)
                throw new ProviderException($"The clip is larger than {largest} bytes; it is not fetched.");
            await file.WriteAsync(buffer.AsMemory(0, read), patience.Token);
        }

        if (whole is { } length && length != file.Length)
            throw new HttpRequestException($"The clip ended after {file.Length} of {length} bytes.");
    }
}
