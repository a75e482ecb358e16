using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Tests.Script;

public class ScriptReaderTests
{
    [Fact]
    public void Read_LabelledPrompt_GivesEveryCue()
    {
        var script = Read("""
            Subject: a barista in a navy apron
            Lighting: warm soft key light from the right, exposure +0.5 EV
            Palette: amber, teal and cream, saturation 80%, hue shift -15 degrees
            Composition: close shot, subject at 33% across and 45% down, scale 120%
            Pose: leaning, pointing, facing left
            Environment: cafe interior at dusk, rain outside
            Camera: fast tilt up, one continuous take
            Motion: moderate movement, speed 60%
            Sound: murmur
            """);

        Assert.Equal(new LightCue(1, true, KeySide.Right, 0.5, DayTime.Dusk), script.Light);
        Assert.Equal((3, 0.8, -15.0), (script.Palette.Colours.Count, script.Palette.Saturation, script.Palette.Hue));
        Assert.Equal(new FrameCue(Framing.Close, 0.33, 0.45, 1.2), script.Frame);
        Assert.Equal(new PoseCue(Stance.Leaning, Gesture.Pointing, Facing.Left), script.Pose);
        Assert.Equal((Setting.Cafe, Weather.Rain), (script.Place.Setting, script.Place.Weather));
        Assert.Equal(new CameraCue(CameraMove.TiltUp, 4), script.Camera);
        Assert.Equal(new MotionCue(2, 0.6), script.Motion);
    }

    [Fact]
    public void Read_NothingSaid_HasDefaults()
    {
        var script = Read("Subject: somebody");

        Assert.Equal(new LightCue(0, true, KeySide.Front, 0, DayTime.Day), script.Light);
        Assert.Equal(new FrameCue(Framing.Medium, 0.5, 0.55, 1), script.Frame);
        Assert.Equal(CameraMove.Locked, script.Camera.Move);
        Assert.Equal(new MotionCue(1, 1), script.Motion);
        Assert.Equal(Setting.Plain, script.Place.Setting);
    }

    [Fact]
    public void Read_FreeProse_FindsItsWords()
    {
        var script = Read("A wide shot of an old fisherman walking along a misty harbor at dawn, slow pan left, teal and amber tones");

        Assert.Equal((Framing.Wide, Stance.Walking, Setting.Harbor, Weather.Fog), (script.Frame.Framing, script.Pose.Stance, script.Place.Setting, script.Place.Weather));
        Assert.Equal((DayTime.Dawn, CameraMove.PanLeft, 1.0), (script.Light.Time, script.Camera.Move, script.Camera.Pace));
        Assert.Equal(2, script.Palette.Colours.Count);
    }

    [Theory]
    [InlineData("standing, facing right", 0)]
    [InlineData("standing, facing right, exactly as described", 1)]
    [InlineData("standing, facing right, strictly and exactly as described", 2)]
    public void Insistence_OfAClause_IsCounted(string pose, int level)
        => Assert.Equal(level, new ClauseSheet($"Subject: a man\nPose: {pose}").Insistence(ClauseKind.Pose));

    [Fact]
    public void Bare_Compensation_IsTheSameClause()
    {
        var plain = new ClauseSheet("Lighting: warm soft key light from the left, exposure +0 EV");
        var raised = new ClauseSheet("Lighting: warm soft key light from the left, exposure -1.3 EV, strictly and exactly as described");

        Assert.Equal(plain.Bare(ClauseKind.Lighting), raised.Bare(ClauseKind.Lighting));
    }

    private static ShotScript Read(string prompt) => ScriptReader.Read(new ClauseSheet(prompt));
}
