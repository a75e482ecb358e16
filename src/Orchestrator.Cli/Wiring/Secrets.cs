using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Turns what stands in a variable into the secret itself: as it is, or, for <c>@keyvault:https://VAULT/secrets/NAME</c>, what an
/// Azure Key Vault holds under that name. A secret is kept in memory only, for as long as the process runs.
/// </summary>
internal sealed class Secrets(Func<TokenCredential>? credential = null, HttpMessageHandler? transport = null)
{
    private const string Mark = "@keyvault:";

    private readonly ConcurrentDictionary<string, string> known = [];

    /// <summary>The secret.</summary>
    /// <param name="name">The variable, for messages.</param>
    /// <param name="value">What stands in it.</param>
    /// <exception cref="CommandException">The reference is none, or the vault does not give the secret out.</exception>
    public string Reveal(string name, string value) =>
        value.StartsWith(Mark, StringComparison.Ordinal) ? known.GetOrAdd(value, _ => Fetch(name, value[Mark.Length..])) : value;

    private string Fetch(string name, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "https" || !KeyVaultSecretIdentifier.TryCreate(uri, out var secret))
            throw new CommandException($"{name} is `{Mark}{address}`, which is no reference to a secret.", $"Write {Mark}https://VAULT.vault.azure.net/secrets/NAME.", ExitCode.Usage);
        try
        {
            return Client(secret.VaultUri).GetSecret(secret.Name, secret.Version).Value.Value;
        }
        catch (Exception exception) when (exception is RequestFailedException or AuthenticationFailedException or AggregateException)
        {
            throw new CommandException(
                $"The secret {secret.Name} of {name} cannot be had from {secret.VaultUri}: {FirstLine(exception)}",
                "Sign in with `az login` or by a managed identity that may read it, or check the address.",
                ExitCode.Failed,
                exception);
        }
    }

    private SecretClient Client(Uri vault)
    {
        var options = new SecretClientOptions
        {
            // A vault on this machine is a stand-in, whose name no token was made for.
            DisableChallengeResourceVerification = vault.IsLoopback,
            Retry = { MaxRetries = 2 },
        };
        if (transport is not null)
            options.Transport = new Azure.Core.Pipeline.HttpClientTransport(new HttpClient(transport, disposeHandler: false));
        return new SecretClient(vault, credential?.Invoke() ?? new DefaultAzureCredential(), options);
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim();
}
