using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Tests.Defects;

public class DefectBookTests
{
    private const string Pro = "fal-ai/kling-video/v3/pro/image-to-video";
    private const string References = "bytedance/seedance-2.0/reference-to-video";

    [Theory]
    [InlineData(TestLot.Kling, 8, "", "")]
    [InlineData(TestLot.Kling, 9, "", "LimbGhosting")]
    [InlineData("kling-v3/std", 9, "", "LimbGhosting")]
    [InlineData(TestLot.Veo, 12, "", "")]
    [InlineData(TestLot.Seedance, 12, "", "")]
    public void Of_LongTakeOfAPerson_GhostsOnKlingPastEightSeconds(string endpoint, double seconds, string more, string expected)
        => Assert.Equal(expected, Found(endpoint, seconds, TestLot.Prompt + more));

    [Fact]
    public void Of_LongTakeOfAThing_HasNoLimbsToGhost()
        => Assert.Equal("", Found(TestLot.Kling, 12, TestLot.Prompt.Replace("a woman in a red coat", "a cup of coffee")));

    [Theory]
    [InlineData("Camera: fast pan left", "RotationClip")]
    [InlineData("Camera: fast tilt up", "RotationClip")]
    [InlineData("Camera: medium pan left", "")]
    [InlineData("Camera: fast push in", "")]
    public void Of_FastTurn_TearsOnKling(string camera, string expected)
    {
        var prompt = TestLot.Prompt.Replace("Camera: locked", camera);

        Assert.Equal(expected, Found(TestLot.Kling, 5, prompt));
        Assert.Equal("", Found(TestLot.Veo, 5, prompt));
    }

    [Theory]
    [InlineData(Pro, "close", "energetic", "standing", "MeshBleed")]
    [InlineData(TestLot.Kling, "close", "energetic", "standing", "MeshBleed")]
    [InlineData(Pro, "medium", "energetic", "standing", "MeshBleed")]
    // The same movement is 477 pixels a second at 720 lines.
    [InlineData(TestLot.Kling, "medium", "energetic", "standing", "")]
    [InlineData(Pro, "wide", "energetic", "standing", "")]
    [InlineData(Pro, "close", "moderate", "standing", "")]
    [InlineData(Pro, "medium", "moderate", "walking", "MeshBleed")]
    [InlineData(Pro, "close", "gentle", "walking", "")]
    public void Of_FastSubject_BleedsOnKlingPastSixHundredPixelsASecond(string endpoint, string framing, string level, string stance, string expected)
    {
        var prompt = TestLot.Prompt.Replace("wide shot", $"{framing} shot").Replace("gentle movement", $"{level} movement").Replace("standing", stance);

        Assert.Equal(expected, Found(endpoint, 5, prompt));
    }

    [Theory]
    [InlineData(2, "slow push in", 6, "LatentOverload")]
    [InlineData(2, "slow push in", 5, "")]
    [InlineData(2, "locked", 6, "")]
    [InlineData(1, "slow push in", 6, "")]
    public void Of_CameraAndRigTogether_OverloadSeedancePastFiveSeconds(int clips, string camera, double seconds, string expected)
        => Assert.Equal(expected, Found(References, seconds, TestLot.Prompt.Replace("Camera: locked", $"Camera: {camera}"), clips));

    [Theory]
    [InlineData(1, "harbor in a gale", "WindRig")]
    [InlineData(1, "windy harbor", "WindRig")]
    [InlineData(0, "windy harbor", "")]
    [InlineData(1, "window of a harbor cafe", "")]
    public void Of_RigInTheWind_LosesItsClothesOnSeedance(int clips, string place, string expected)
        => Assert.Equal(expected, Found(References, 5, TestLot.Prompt.Replace("Environment: harbor", $"Environment: {place}"), clips));

    [Theory]
    [InlineData("energetic movement, speed 100%", "Buoyancy")]
    [InlineData("energetic movement, speed 100%, feet on the ground", "")]
    [InlineData("moderate movement, speed 100%", "")]
    public void Of_FastPace_FloatsOnSeedanceUnlessItHasWeight(string motion, string expected)
        => Assert.Equal(expected, Found(TestLot.Seedance, 5, TestLot.Prompt.Replace("gentle movement, speed 100%", motion)));

    [Theory]
    [InlineData("a woman runs along the harbor", "Spatiotemporal")]
    [InlineData(TestLot.Prompt, "")]
    public void Of_MovementAndPlaceInOneSentence_UnsettleSora(string prompt, string expected) => Assert.Equal(expected, Found("sora-2", 8, prompt));

    private static string Found(string endpoint, double seconds, string prompt, int clips = 0)
    {
        var sheet = new ClauseSheet(prompt);
        return string.Join(", ", DefectBook.Of(new TakeOrder(endpoint, prompt, 160, 90, seconds, Sound: false, null, 0) { ReferenceClips = clips }, sheet, ScriptReader.Read(sheet)));
    }
}
