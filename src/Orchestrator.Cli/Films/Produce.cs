using System.Diagnostics;
using Orchestrator.Assets;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>One run of <c>produce</c>, from the brief on disk to the film on disk.</summary>
internal sealed class Produce(HouseOrder order, ProduceWish wish)
{
    private readonly Stopwatch elapsed = Stopwatch.StartNew();
    private readonly IAssetStore assets = new Storage(order.Home).Assets;

    private Terminal Terminal => order.Caller.Terminal;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var brief = await ReadAsync(cancellationToken);
        var providers = ProviderSettings.Of(order.Caller);
        Greet(brief, providers);
        if (!Consent.Given(Terminal, wish.Yes, providers, brief.Budget.Film))
            return ExitCode.Interrupted;

        await using var house = await House.OpenAsync(order, cancellationToken);
        if (house.IsGuest)
            Terminal.Say($"Another process serves {order.Caller.Shorten(order.Home.Root)}; this one watches and takes over if that one ends.");
        return await MakeAsync(house, brief, null, cancellationToken);
    }

    /// <summary>Reads the brief.</summary>
    /// <exception cref="CommandException">It is missing, or not a good brief.</exception>
    public async Task<Brief> ReadAsync(CancellationToken cancellationToken)
    {
        var brief = await BriefFile.ReadAsync(wish.BriefPath, assets, cancellationToken, wish.Migrate);
        foreach (var substitution in brief.Substitutions ?? [])
            Terminal.Say(substitution);
        return wish.Seed is { } seed ? brief with { Seed = seed } : brief;
    }

    /// <summary>Says a line about the film.</summary>
    public void Say(string line) => Terminal.Say(line);

    /// <summary>Says why the film goes no further.</summary>
    public void Complain(CommandException problem) => Terminal.Complain(problem.Message, problem.Remedy);

    /// <summary>Makes the film.</summary>
    /// <param name="house">Where.</param>
    /// <param name="brief">The brief as read.</param>
    /// <param name="cap">What it may spend where it is one of several; null leaves its own budget.</param>
    /// <param name="cancellationToken">Stops the following, not the film.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> MakeAsync(House house, Brief brief, Money? cap, CancellationToken cancellationToken)
    {
        var folder = new FilmFolder(wish.Folder ?? order.Caller.Path(System.IO.Path.Combine("films", brief.Name, wish.Draft ? "draft" : "")), assets, new Ffmpeg(new FfmpegOptions()));
        var film = await new FilmDesk(house.Client).BeginAsync(new ProductionRequest(brief) { Draft = wish.Draft, Cap = cap }, wish.Fresh);
        Terminal.Say(film.Greeting);
        folder.SaveBrief(wish.BriefPath);
        var again = $"orchestrator produce {order.Caller.Shorten(wish.BriefPath)}{(wish.Draft ? " --draft" : "")}";
        return await new FilmFollow(order, elapsed).ToEndAsync(house, film, folder, again, cancellationToken);
    }

    private void Greet(Brief brief, ProviderSettings providers)
    {
        var seconds = brief.Duration().TotalSeconds;
        Terminal.Say($"{brief.Title}: {seconds:0.##} s, {brief.Size} at {brief.Fps} fps, budget {brief.Budget.Film}{(providers.Practice ? " of play money (no provider keys: the Backlot renders)" : "")}.");
    }
}
