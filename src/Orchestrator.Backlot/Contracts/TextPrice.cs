namespace Orchestrator.Backlot.Contracts;

/// <summary>What the language models cost, a token in and a token out.</summary>
internal sealed record TextPrice(long NanoUsdIn, long NanoUsdOut)
{
    private static readonly Dictionary<string, TextPrice> Known = new()
    {
        ["gpt-5.4"] = new(2_500, 15_000),
        ["gpt-5.4-mini"] = new(750, 4_500),
        ["gpt-5.4-nano"] = new(200, 1_250),
        ["gpt-5"] = new(1_250, 10_000),
        ["gpt-4o"] = new(2_500, 10_000),
        ["gpt-5.5"] = new(5_000, 30_000),
    };

    /// <summary>Whether a model is offered; Azure's deployments have names of their own.</summary>
    public static bool IsSold(string model, bool azure) => azure || Known.ContainsKey(model);

    /// <summary>The price of a model; a deployment is taken to be of the usual one.</summary>
    public static TextPrice Of(string model) => Known.GetValueOrDefault(model, Known["gpt-5.4"]);

    /// <summary>The price of a call, rounded up.</summary>
    public long MicroUsd(long tokensIn, long tokensOut) => ((tokensIn * NanoUsdIn) + (tokensOut * NanoUsdOut) + 999) / 1000;
}
