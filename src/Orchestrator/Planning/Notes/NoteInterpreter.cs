using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Providers.Answers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Planning.Notes;

/// <summary>
/// Has a note that the rules do not understand said again by a language model, in the words that they do. The model chooses one field and
/// words for it, and changes nothing itself: what it says is read by the same rules as a person's note, and shown before anything is bought.
/// </summary>
internal sealed class NoteInterpreter(AnswerDesk desk, ModelCatalogue catalogue, PlanningOptions options, TimeProvider clock)
{
    private const string Purpose = "retake note";
    private const int Tokens = 1_500;
    private const int LongestNote = 2_000;

    private const string Interpreter = """
        A producer has seen a shot of a film and says what should be different when it is taken again. A retake changes exactly one field of
        the shot. You say which field the wish is of, and say the wish again in the words that are offered for that field, as short as they
        are. You add nothing that was not wished for. When the wish is of no field, or needs two of them changed, answer none.
        """;

    /// <summary>Reads a note that <see cref="NoteReader"/> could not read.</summary>
    /// <param name="film">What the film is called in ids.</param>
    /// <param name="note">What is wanted.</param>
    /// <param name="shot">The shot as it is asked for now.</param>
    /// <param name="take">What the take before was asked for.</param>
    /// <param name="limit">Most that may be spent on it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The note as it was read, or why it could not be; and the question, with what it cost.</returns>
    public async Task<(NoteReading Reading, Consultation Told)> ReadAsync(string film, string note, Shot shot, ShotFields take, Money limit, CancellationToken cancellationToken)
    {
        var row = catalogue.Text(options.Model, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var question = Ask(note, shot);
        // The same note on the same shot is the same question, and is not bought again when somebody thought it over.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question.Text)))[..16];
        var answer = await desk.BuyAsync($"{film}/{shot.Id}/note/{name}", question, row, limit, cancellationToken);
        var told = answer.Told(Purpose, row.Name);
        return (answer.Outcome == OutcomeClass.Delivered ? Read(answer.Text, row, shot.Fields, take) : Unread($"{row.Title} did not read it: {answer.Message}", shot.Fields, take), told);
    }

    private static TextQuestion Ask(string note, Shot shot)
    {
        var fields = string.Join('\n', shot.Fields.Members().Select(member => $"- {member.Field}: {JsonSerializer.Serialize(member.Value, member.Value.GetType())}"));
        var offers = string.Join('\n', NoteReader.Offers.Select(offer => $"- {offer}"));
        var said = note.Length <= LongestNote ? note : note[..LongestNote];
        var text = $"The shot: {shot.Beat}\nIts fields now:\n{fields}\nWhat can be said, by field:\n{offers}\nThe producer says: \"{said.ReplaceLineEndings(" ")}\"";
        return new("retake_note", Interpreter, text, AnswerSchema.Of<NoteDraft>(), Tokens) { Facts = new Dictionary<string, string> { ["shot"] = shot.Id } };
    }

    private static NoteReading Read(string text, ModelRow row, ShotFields shot, ShotFields take)
    {
        NoteDraft draft;
        try
        {
            draft = AnswerSchema.Read<NoteDraft>(text);
        }
        catch (JsonException unreadable)
        {
            return Unread($"what {row.Title} makes of it does not keep to its schema: {unreadable.Message}", shot, take);
        }

        if (draft.Field == NoteDraft.Wish.None || string.IsNullOrWhiteSpace(draft.Words))
            return Unread($"{row.Title} finds no one field in it: {draft.Meaning}", shot, take);
        var said = $"{draft.Field.ToString().ToLowerInvariant()}: {draft.Words.Trim()}";
        var reading = NoteReader.Read(said, shot, take);
        return reading.Problem is { } problem ? reading with { Problem = $"{row.Title} reads it as \"{said}\", and {problem}" } : reading with { Said = said };
    }

    private static NoteReading Unread(string why, ShotFields shot, ShotFields take) => new(null, shot, take, why.TrimEnd('.'));
}
