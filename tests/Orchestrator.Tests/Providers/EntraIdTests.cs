using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.OpenAi;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>An Azure resource that knows its callers by Entra ID; the Backlot stands behind its address.</summary>
public sealed class EntraIdTests : IAsyncLifetime
{
    private static readonly Uri Resource = new("https://films.openai.azure.com/openai/v1/");

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Ask_KnownByEntraId_CarriesItsTokenAndNoKey()
    {
        using var way = new Way(set.Server.Azure);
        var credential = new Credential(() => new AccessToken("entra-token", DateTimeOffset.UtcNow.AddHours(1)));

        var answer = await Ask(credential, way);

        Assert.Equal((OutcomeClass.Delivered, """{"mood":"tense"}"""), (answer.Outcome, answer.Text));
        Assert.Equal(["https://ai.azure.com/.default"], credential.Scopes);
        Assert.Equal("Bearer entra-token", Assert.Single(way.Authorizations));
        Assert.Single(await set.LedgerAsync("openai"));
    }

    [Fact]
    public async Task Ask_NobodySignedIn_IsAMatterOfTheAccountAndSendsNothing()
    {
        using var way = new Way(set.Server.Azure);

        var answer = await Ask(new Credential(() => throw new CredentialUnavailableException("No identity found.\n- Environment: not set")), way);

        Assert.Equal((OutcomeClass.AuthOrAccount, "Entra ID gave no token: No identity found."), (answer.Outcome, answer.Message));
        Assert.Empty(way.Authorizations);
        Assert.Empty(await set.LedgerAsync("openai"));
    }

    private Task<TextAnswer> Ask(TokenCredential credential, HttpMessageHandler way) =>
        Model(credential, way).AskAsync("film/plan.1", MoodQuestion.Asked, set.Catalogue.Find("gpt-5.4"), null, default);

    private OpenAiTextModel Model(TokenCredential credential, HttpMessageHandler way) =>
        new(Options.Create(new OpenAiOptions { Address = Resource, EntraId = true, Credential = credential, Transport = way }), set.Assets, TimeProvider.System);

    /// <summary>The way from the resource's address, which must be secure for a token, to the Backlot.</summary>
    private sealed class Way(Uri backlot) : DelegatingHandler(new HttpClientHandler())
    {
        public List<string> Authorizations { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.False(request.Headers.Contains("api-key"));
            Authorizations.Add($"{request.Headers.Authorization}");
            request.RequestUri = new Uri(backlot, Resource.MakeRelativeUri(request.RequestUri!));
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Credential(Func<AccessToken> token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return token();
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
