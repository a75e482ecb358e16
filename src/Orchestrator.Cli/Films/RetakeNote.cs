using Orchestrator.Assembly;
using Orchestrator.Cli.Screens;
using Orchestrator.Model;
using Orchestrator.Planning.Notes;
using Orchestrator.Workflows;

namespace Orchestrator.Cli.Films;

/// <summary>The note of a retake: read as a change of one field, and shown before anything is bought for it.</summary>
internal static class RetakeNote
{
    /// <summary>Reads it and tells what it changes.</summary>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="wish">What the person wants.</param>
    /// <param name="shot">The shot.</param>
    /// <param name="asked">What its take was asked for; null where there is none.</param>
    /// <returns>The change; null for another take of the same.</returns>
    /// <exception cref="CommandException">The note names no field, or several.</exception>
    public static NoteChange? Read(Terminal terminal, RetakeOrder wish, Shot shot, TakeRequest? asked)
    {
        if (asked is null)
            return null;
        var reading = NoteReader.Read(wish.Note, shot.Fields, asked.Fields);
        if (reading.Field is not { } field)
            throw new CommandException($"The note cannot be followed: {reading.Problem}.", $"One field is changed at a time. Say one of these:{string.Concat(NoteReader.Offers.Select(offer => $"{Environment.NewLine}  {offer}"))}", ExitCode.Usage);
        if (field == ShotField.Seed)
        {
            terminal.Say($"{shot.Id} again from another seed, everything else as it is.");
            return null;
        }

        var change = new NoteChange(field, reading.Shot, reading.Take, Words(asked, reading.Take, field));
        var pictures = change.Pictures(shot);
        if (change.IsSeen() && shot.ContinuesFrom is { } before)
            throw new CommandException($"{shot.Id} begins with the last frame of {before}, which shows its {Screens.Words.Of(field)}.", $"Take {before} again with this note; {shot.Id} follows it.", ExitCode.Usage);
        terminal.Say($"{shot.Id} again with one change. {change.Words}{(pictures == 0 ? "" : $" The storyboard frame is drawn anew with it{(pictures > 1 ? ", and so is that of the end" : "")}.")} Everything else stays as it is.");
        return change;
    }

    private static string Words(TakeRequest before, ShotFields after, ShotField field) =>
        $"{ReportWords.Title(field)}: {string.Join(", ", FieldChange.Between(before, before with { Fields = after }, field).Select(change => $"{change.Name} {change.Before} → {change.After}"))}.";
}
