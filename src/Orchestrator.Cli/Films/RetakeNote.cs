using Orchestrator.Assembly;
using Orchestrator.Cli.Screens;
using Orchestrator.Model;
using Orchestrator.Planning.Notes;
using Orchestrator.Workflows;

namespace Orchestrator.Cli.Films;

/// <summary>The note of a retake: read as a change of one field, and shown before anything is bought for it.</summary>
internal sealed class RetakeNote(Terminal terminal, RetakeReader? reader)
{
    /// <summary>Reads it, by rules or, where these do not understand it and there is one, by a language model, and tells what it changes.</summary>
    /// <param name="wish">What the person wants.</param>
    /// <param name="film">What the film is called in ids.</param>
    /// <param name="shot">The shot.</param>
    /// <param name="asked">What its take was asked for; null where there is none.</param>
    /// <param name="left">What the film may still spend.</param>
    /// <param name="cancellationToken">Ends the waiting for an answer.</param>
    /// <returns>The change; null for another take of the same.</returns>
    /// <exception cref="CommandException">The note names no field, or several.</exception>
    public async Task<NoteChange?> ReadAsync(RetakeOrder wish, string film, Shot shot, TakeRequest? asked, Money left, CancellationToken cancellationToken)
    {
        if (asked is null)
            return null;
        var reading = NoteReader.Read(wish.Note, shot.Fields, asked.Fields);
        Consultation? told = null;
        if (reading.Field is null && reader is not null)
        {
            (reading, told) = await reader.ReadAsync(film, wish.Note, shot, asked.Fields, left, cancellationToken);
            if (told.Charged.Micros > 0)
                terminal.Say($"{told.Model} read the note for {told.Charged.Amount():0.00##} {told.Charged.Currency}{(reading.Said is { } said ? $", as \"{said}\"" : "")}.");
        }

        if (reading.Field is not { } field)
            throw new CommandException($"The note cannot be followed: {reading.Problem}.", $"One field is changed at a time. Say one of these:{string.Concat(NoteReader.Offers.Select(offer => $"{Environment.NewLine}  {offer}"))}", ExitCode.Usage);
        if (field == ShotField.Seed)
        {
            terminal.Say($"{shot.Id} again from another seed, everything else as it is.");
            return null;
        }

        var change = new NoteChange(field, reading.Shot, reading.Take, Words(asked, reading.Take, field)) { Read = told is { Charged.Micros: > 0 } ? told : null };
        var pictures = change.Pictures(shot);
        if (change.IsSeen() && shot.ContinuesFrom is { } before)
            throw new CommandException($"{shot.Id} begins with the last frame of {before}, which shows its {Screens.Words.Of(field)}.", $"Take {before} again with this note; {shot.Id} follows it.", ExitCode.Usage);
        terminal.Say($"{shot.Id} again with one change. {change.Words}{(pictures == 0 ? "" : $" The storyboard frame is drawn anew with it{(pictures > 1 ? ", and so is that of the end" : "")}.")} Everything else stays as it is.");
        return change;
    }

    private static string Words(TakeRequest before, ShotFields after, ShotField field) =>
        $"{ReportWords.Title(field)}: {string.Join(", ", FieldChange.Between(before, before with { Fields = after }, field).Select(change => $"{change.Name} {change.Before} → {change.After}"))}.";
}
