using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Fal;
using Orchestrator.Providers.Http;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>Clips that nobody but their account may see.</summary>
public sealed class FalPrivateTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HttpClient http = new();
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task PrivateTake_IsSeenByNobodyElseAndFetchedByASignedAddress()
    {
        var options = set.FalOptions();
        options.Private = true;
        var fal = set.Fal(options);

        var clip = await MadeAsync(fal);

        using var stranger = await http.GetAsync(clip);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Equal(OutcomeClass.Delivered, await fal.DownloadAsync(clip, folder.File("clip.mp4"), default));
        Assert.Equal("ftyp"u8.ToArray(), (await File.ReadAllBytesAsync(folder.File("clip.mp4")))[4..8]);
        // The key opened the address, and was shown to no media host.
        Assert.DoesNotContain(await set.JournalAsync(), entry => entry.GetProperty("kind").GetString() == "credential sent to the CDN");
    }

    // As when the account's own setting keeps files private: it is paid for, and must not be taken for one that is gone.
    [Fact]
    public async Task PrivateTake_FetchedByWhoDidNotAskForThat_IsFetchedAllTheSame()
    {
        var options = set.FalOptions();
        options.Private = true;
        var clip = await MadeAsync(set.Fal(options));

        var outcome = await set.Fal().DownloadAsync(clip, folder.File("clip.mp4"), default);

        Assert.Equal(OutcomeClass.Delivered, outcome);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NotFound, OutcomeClass.AssetGone)]
    [InlineData(false, HttpStatusCode.Forbidden, OutcomeClass.AssetGone)]
    [InlineData(true, HttpStatusCode.NotFound, OutcomeClass.AssetGone)]
    public async Task Download_AddressThatIsNotSigned_IsGone(bool wanted, HttpStatusCode signing, OutcomeClass expected)
    {
        using var client = new HttpClient(new Doors(signing));
        var fal = Client(client, wanted);

        Assert.Equal(expected, await fal.DownloadAsync(new("https://v3.fal.media/files/a/clip.mp4"), folder.File("clip.mp4"), default));
    }

    [Fact]
    public async Task Download_KeyMayNotSign_SaysWhichPermissionIsMissing()
    {
        using var client = new HttpClient(new Doors(HttpStatusCode.Forbidden));

        var refused = await Assert.ThrowsAsync<ProviderException>(() => Client(client, wanted: true).DownloadAsync(new("https://v3.fal.media/files/a/clip.mp4"), folder.File("clip.mp4"), default));

        Assert.Contains("assets:read", refused.Message);
    }

    [Fact]
    public async Task Download_SigningFails_IsAskedAgainByWhoeverRetries()
    {
        using var client = new HttpClient(new Doors(HttpStatusCode.BadGateway));

        await Assert.ThrowsAsync<HttpRequestException>(() => Client(client, wanted: true).DownloadAsync(new("https://v3.fal.media/files/a/clip.mp4"), folder.File("clip.mp4"), default));
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(false, 3600, """{"expiration_duration_seconds":3600}""")]
    [InlineData(true, null, """{"initial_acl":{"default":"forbid"}}""")]
    [InlineData(true, 60, """{"expiration_duration_seconds":60,"initial_acl":{"default":"forbid"}}""")]
    public async Task Submit_WishesForItsFiles_AreOneHeader(bool wanted, int? seconds, string? expected)
    {
        var doors = new Doors(HttpStatusCode.NotFound);
        using var client = new HttpClient(doors);
        var fal = Client(client, wanted, seconds is { } many ? TimeSpan.FromSeconds(many) : null);

        await fal.PostAsync("a", "kling-v3-pro", "fal-ai/kling-video/v3/pro/image-to-video", "{}", default);

        Assert.Equal(expected, doors.Preference);
    }

    private FalVideoModel Client(HttpClient client, bool wanted, TimeSpan? lifetime = null)
    {
        var options = Options.Create(new FalOptions { Key = "secret", Private = wanted, MediaLifetime = lifetime });
        var channel = new ProviderChannel(client);
        return new(channel, options, new FalStorage(channel, options, set.Assets), new JobBell(), TimeProvider.System);
    }

    private async Task<Uri> MadeAsync(FalVideoModel fal)
    {
        var request = await set.RequestAsync();
        var row = set.Catalogue.Find(request.Model);
        var submitted = await fal.SubmitAsync("film/s01/1", request, row, default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await fal.StateAsync(submitted.Job!, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await fal.FollowAsync(submitted.Job!, patience.Token);
        return (await fal.OutputAsync(submitted.Job!, row, default)).Clip!;
    }

    // A media host that shows nothing, and a platform that answers as told to whoever wants an address signed.
    private sealed class Doors(HttpStatusCode signing) : HttpMessageHandler
    {
        public string? Preference { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var platform = request.RequestUri!.Host == "api.fal.ai";
            Assert.True(request.RequestUri.Host != "v3.fal.media" || request.Headers.Authorization is null, "the key was shown to a media host");
            Preference = request.Headers.TryGetValues("X-Fal-Object-Lifecycle-Preference", out var values) ? values.Single() : null;
            var text = JsonSerializer.Serialize(new { detail = "no" });
            return Task.FromResult(new HttpResponseMessage(platform ? signing : HttpStatusCode.Forbidden) { Content = new StringContent(text, Encoding.UTF8, "application/json") });
        }
    }
}
