using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Providers;
using Orchestrator.Providers.Google;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Google;

/// <summary>A service account's statement is exchanged for a token, by Google's own library against the Backlot's token door.</summary>
public class DefaultCredentialsTests
{
    [Fact]
    public async Task Token_OfAServiceAccount_IsFetched()
    {
        await using var set = await BacklotSet.StartAsync();
        using var folder = new TempFolder();

        var token = await new DefaultCredentials(Account(folder, new Uri(set.Server.Address, "google/token"))).TokenAsync(default);

        Assert.Equal("ya29.play-money", token);
    }

    [Fact]
    public async Task Token_Refused_SaysWhatToDo()
    {
        await using var set = await BacklotSet.StartAsync();
        using var folder = new TempFolder();
        folder.Write("account.json", "{\"type\":\"service_account\"}");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => new DefaultCredentials(folder.File("account.json")).TokenAsync(default));

        Assert.Contains("GOOGLE_APPLICATION_CREDENTIALS", exception.Message);
    }

    private static string Account(TempFolder folder, Uri token)
    {
        using var rsa = RSA.Create(2048);
        folder.Write("account.json", JsonSerializer.Serialize(new
        {
            type = "service_account", project_id = "p", private_key_id = "1", private_key = rsa.ExportPkcs8PrivateKeyPem(), client_email = "films@p.iam.gserviceaccount.com", client_id = "1", token_uri = token.ToString(),
        }));
        return folder.File("account.json");
    }
}
