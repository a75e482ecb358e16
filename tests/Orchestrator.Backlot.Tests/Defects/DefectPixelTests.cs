using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Tests.Defects;

/// <summary>What a documented weakness does to the pictures, beside the same take of a model without it, to the bit.</summary>
public sealed class DefectPixelTests : IDisposable
{
    private const int Width = 160;
    private const int Height = 90;

    // So rare that none is drawn, and yet a Backlot with habits.
    private static readonly BacklotOptions Lively = new() { DataFolder = "", HabitScale = 1e-12 };

    private readonly string folder = Directory.CreateTempSubdirectory("defects-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task LimbGhosting_UpToEightSeconds_ChangesNothingAndThenTheFigureAlone()
    {
        var (sound, faulty) = await BothAsync(TestLot.Kling, 9, TestLot.Prompt.Replace("wide shot", "medium shot").Replace("gentle", "moderate").Replace("Environment: harbor", "Environment: studio"));

        Assert.All(Enumerable.Range(0, 8 * TakeOrder.Rate), i => Assert.Equal(sound[i], faulty[i]));
        var late = Different(sound[^1], faulty[^1]);
        Assert.InRange(late.Share, 0.01, 0.5);
        // What stands still leaves no ghost: the corner of the picture is the same.
        Assert.False(late.Changed(2, 2));
    }

    [Fact]
    public async Task RotationClip_DuringTheTurn_TearsTheLowerHalf()
    {
        var (sound, faulty) = await BothAsync(TestLot.Kling, 3, TestLot.Prompt.Replace("Camera: locked", "Camera: fast pan right"));

        Assert.Equal(sound[0], faulty[0]);
        var torn = Different(sound[30], faulty[30]);
        Assert.True(torn.ShareBelow > 0.3, $"{torn.ShareBelow} of the lower half");
        Assert.Equal(0, torn.ShareAbove);
    }

    [Fact]
    public async Task MeshBleed_FastSubject_MeltsWhereItMoves()
    {
        var (sound, faulty) = await BothAsync(TestLot.Kling, 3, TestLot.Prompt.Replace("wide shot", "close shot").Replace("gentle", "energetic"));

        Assert.Equal(sound[0], faulty[0]);
        Assert.InRange(Different(sound[40], faulty[40]).Share, 0.05, 1);
    }

    [Fact]
    public async Task LatentOverload_WarpGrowsWithTheTake()
    {
        var (sound, faulty) = await BothAsync("bytedance/seedance-2.0/reference-to-video", 6, TestLot.Prompt.Replace("Camera: locked", "Camera: slow push in"), clips: 2);

        Assert.Equal(sound[0], faulty[0]);
        Assert.True(Different(sound[130], faulty[130]).Amount > 2 * Different(sound[12], faulty[12]).Amount);
    }

    [Fact]
    public async Task WindRig_ClothesPart_HeadAndFeetStay()
    {
        var (sound, faulty) = await BothAsync("bytedance/seedance-2.0/reference-to-video", 4, TestLot.Prompt.Replace("Environment: harbor", "Environment: windy harbor"), clips: 1);
        var parted = Different(sound[50], faulty[50]);

        Assert.True(parted.Share > 0.05);
        Assert.True(Enumerable.Range(0, Width).All(x => !parted.Changed(x, 10) && !parted.Changed(x, Height - 5)));
    }

    [Fact]
    public async Task Buoyancy_SubjectRises_AndStaysOnTheGroundWithWeight()
    {
        var fast = TestLot.Prompt.Replace("gentle movement, speed 100%", "energetic movement, speed 100%");
        var (sound, faulty) = await BothAsync(TestLot.Seedance, 4, fast);
        var cured = await FramesAsync(Lively, TestLot.Seedance, 4, fast.Replace("speed 100%", "speed 100%, feet on the ground"));

        Assert.InRange(Different(sound[48], faulty[48]).Share, 0.02, 0.6);
        Assert.Equal(sound[48], cured[48]);
    }

    private async Task<(List<byte[]> Sound, List<byte[]> Faulty)> BothAsync(string endpoint, double seconds, string prompt, int clips = 0)
        => (await FramesAsync(Lively with { HabitScale = 0 }, endpoint, seconds, prompt, clips), await FramesAsync(Lively, endpoint, seconds, prompt, clips));

    private async Task<List<byte[]>> FramesAsync(BacklotOptions options, string endpoint, double seconds, string prompt, int clips = 0)
    {
        List<byte[]> frames = [];
        await new TakeRenderer(options, folder).ShootAsync(
            new TakeOrder(endpoint, prompt, Width, Height, seconds, Sound: false, Seed: 1, 0) { ReferenceClips = clips },
            (frame, _) =>
            {
                frames.Add(frame.ToArray());
                return Task.CompletedTask;
            },
            default);
        return frames;
    }

    private static Difference Different(byte[] one, byte[] other) => new([.. one.Take(Width * Height).Zip(other, (a, b) => Math.Abs(a - b))]);

    private sealed record Difference(int[] Luma)
    {
        // Grain is the same in both: whatever differs differs.
        public double Share => Luma.Count(step => step > 0) / (double)Luma.Length;

        public double Amount => Luma.Average();

        public double ShareAbove => Luma.Take(Luma.Length / 2).Count(step => step > 0) / (Luma.Length / 2.0);

        public double ShareBelow => Luma.Skip(Luma.Length / 2).Count(step => step > 0) / (Luma.Length / 2.0);

        public bool Changed(int x, int y) => Luma[y * Width + x] > 0;
    }
}
