using Orchestrator.Model;
using Orchestrator.Planning.Notes;

namespace Orchestrator.Tests.Planning.Notes;

/// <summary>A note is a change of exactly one field, or it is refused with what can be said instead.</summary>
public class NoteReaderTests
{
    private static readonly ShotFields Shot = new(
        new("a barista in a navy apron"),
        new(Warmth.Neutral, LightQuality.Soft, LightDirection.Left, TimeOfDay.Day),
        new(["amber", "teal"]),
        new(Framing.Medium, 50, 60),
        new(Stance.Standing, Gesture.Relaxed, Facing.Camera),
        new("cafe"),
        new(CameraMove.Locked, Pace.Medium),
        new(MotionLevel.Gentle),
        new(),
        new("quiet room tone"));

    public static TheoryData<string, ShotField, string> Notes => new()
    {
        { "brighter", ShotField.Lighting, "+0.5" },
        { "much darker, please", ShotField.Lighting, "-1" },
        { "A little warmer", ShotField.Lighting, "Warm" },
        { "harder light from the right", ShotField.Lighting, "Hard Right" },
        { "at night", ShotField.Lighting, "Night" },
        { "light: warm, from behind", ShotField.Lighting, "Warm Behind" },
        { "more vivid", ShotField.Palette, "130" },
        { "colours: red and white", ShotField.Palette, "red white" },
        { "closer", ShotField.Composition, "Close" },
        { "further to the left", ShotField.Composition, "38" },
        { "sitting", ShotField.Pose, "Sitting" },
        { "she raises the cup", ShotField.Pose, "Raising" },
        { "looks away", ShotField.Pose, "Away" },
        { "in the rain", ShotField.Environment, "Rain" },
        { "place: a harbor quay", ShotField.Environment, "a harbor quay" },
        { "pan left", ShotField.Camera, "PanLeft" },
        { "slower pan", ShotField.Camera, "Slow" },
        { "no cuts", ShotField.Camera, "Strict" },
        { "faster", ShotField.Motion, "130" },
        { "calmer", ShotField.Motion, "Still" },
        { "it flickers", ShotField.Stability, "Insisted" },
        { "silent", ShotField.Audio, "" },
        { "the sound of rain on glass", ShotField.Audio, "rain on glass" },
        { "subject: a barista in a red apron", ShotField.Subject, "a barista in a red apron" },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void Read_NoteOfOneField_ChangesThatFieldAlone(string note, ShotField field, string says)
    {
        var reading = NoteReader.Read(note, Shot, Shot);

        Assert.Null(reading.Problem);
        Assert.Equal(field, reading.Field);
        Assert.Equal([field], Shot.Diff(reading.Shot));
        Assert.Equal(reading.Shot, reading.Take);
        var value = Text(reading.Shot.Members().Single(member => member.Field == field).Value);
        Assert.All(says.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word.TrimStart('+'), value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("again")]
    [InlineData("another take")]
    [InlineData("With a different seed.")]
    public void Read_NothingButAgain_IsAnotherSeed(string note)
    {
        var reading = NoteReader.Read(note, Shot, Shot);

        Assert.Equal((ShotField.Seed, null), (reading.Field, reading.Problem));
        Assert.Same(Shot, reading.Shot);
    }

    [Theory]
    [InlineData("smile more", "names no field that would change")]
    [InlineData("brighter and closer", "would change lighting and composition; a retake changes one of them")]
    [InlineData("ending: she waves", "has no end frame")]
    [InlineData("lower the camera", "names no field that would change")]
    [InlineData("locked", "names no field that would change")]
    public void Read_NoteOfNoFieldOrSeveral_SaysWhy(string note, string why)
    {
        var reading = NoteReader.Read(note, Shot, Shot);

        Assert.Null(reading.Field);
        Assert.Contains(why, reading.Problem);
    }

    [Fact]
    public void Read_TakeThatWasCompensated_KeepsTheCompensationUnderTheWish()
    {
        var take = Shot with { Lighting = Shot.Lighting with { ExposureEv = 0.7 } };

        var reading = NoteReader.Read("brighter", Shot, take);

        Assert.Equal((0.5, 1.2), (reading.Shot.Lighting.ExposureEv, reading.Take.Lighting.ExposureEv));
    }

    [Fact]
    public void Read_EndingOfAShotThatHasOne_IsSaidAnew()
    {
        var shot = Shot with { Ending = new("she puts the cup down", Insistence.Insisted) };

        var reading = NoteReader.Read("ending: she raises the cup", shot, shot);

        Assert.Equal([ShotField.Ending], shot.Diff(reading.Shot));
        Assert.Equal("she raises the cup", reading.Shot.Ending!.Description);
    }

    [Fact]
    public void Offers_NameEveryFieldThatANoteCanChange() => Assert.All(
        new[] { "subject", "light", "colours", "framing", "pose", "place", "camera", "movement", "stability", "sound", "ending", "seed" },
        name => Assert.Contains(NoteReader.Offers, offer => offer.StartsWith(name, StringComparison.Ordinal)));

    private static string Text(object value) => value is Palette palette ? $"{string.Join(' ', palette.Colours)} {palette}" : $"{value}";
}
