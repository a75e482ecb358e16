using System.Text;
using System.Text.RegularExpressions;
using Orchestrator.Assembly;
using Orchestrator.Model;

namespace Orchestrator.Tests.Assembly;

public sealed class ReportTests : IDisposable
{
    private readonly CuttingRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public async Task WriteReport_TwoAttempts_ShowsEachWithItsCardAndTheOneFieldThatChanged()
    {
        var page = await PageAsync(await OrderAsync());

        Assert.Contains(">Take 1<", page, StringComparison.Ordinal);
        Assert.Contains(">Take 2 ", page, StringComparison.Ordinal);
        Assert.Contains(">Take 3<", page, StringComparison.Ordinal);
        Assert.Contains("Lighting failed", page, StringComparison.Ordinal);
        Assert.Contains("1.2 EV darker than the storyboard frame", page, StringComparison.Ordinal);
        Assert.Contains("<strong>Lighting</strong> changed from take 1", page, StringComparison.Ordinal);
        Assert.Contains("exposure <del>0 EV</del>", page, StringComparison.Ordinal);
        Assert.Contains("<ins>&#x2B;1.2 EV</ins>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("warmth <del>", page, StringComparison.Ordinal);
        Assert.Contains("Refused: the provider said no", page, StringComparison.Ordinal);
        Assert.Contains("Cheapest that fits.", page, StringComparison.Ordinal);
        Assert.Contains("veo-3.1</dt><dd>Too dear.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteReport_Bill_AddsUp()
    {
        var page = Regex.Replace(await PageAsync(await OrderAsync()), "data:[^\"]*", "");

        var total = Regex.Match(page, "<tfoot>(.*?)</tfoot>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(["3", "0.85", "0.80", "1.65"], Regex.Matches(total, "<td class=\"n\">(.*?)</td>").Select(match => match.Groups[1].Value));
        Assert.Contains("52 % of what was spent is in the film. 8.35 USD of the budget of 10.00 USD was not touched.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteReport_WhatIsToldOfATakeThatCame_StandsBesideIt()
    {
        var page = await PageAsync(With(await OrderAsync(), 2, attempt => attempt with { Message = "Kling was told the place in part, for its prompts are short" }));

        Assert.Contains("<p class=\"note\">Kling was told the place in part, for its prompts are short.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Delivered: ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("elivered.</p>", await PageAsync(With(await OrderAsync(), 2, attempt => attempt with { Message = "delivered" })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task WriteReport_ChargedAttemptWithoutAClip_SaysWhetherItsFigureIsEstimated(bool reported, bool told)
    {
        var order = await OrderAsync();
        order = With(order, 1, attempt => attempt with { Take = attempt.Take! with { ChargeReported = true } });
        order = With(order, 2, attempt => attempt with { Take = attempt.Take! with { ChargeReported = true } });

        var page = await PageAsync(With(order, 3, attempt => attempt with { Charged = Money.Usd(0.4m), ChargeReported = reported }));

        Assert.Equal(told, page.Contains("0.40 USD (list price)", StringComparison.Ordinal));
        Assert.Equal(told, page.Contains("0.40 USD of it is known by list prices and not by the providers&#x27; own measure.", StringComparison.Ordinal));
        Assert.DoesNotContain("0.80 USD (list price)", page, StringComparison.Ordinal);
    }

    private static ReportOrder With(ReportOrder order, int number, Func<Attempt, Attempt> change) => order with
    {
        Delivery = order.Delivery with
        {
            Shots = [.. order.Delivery.Shots.Select(shot => shot with { Attempts = [.. shot.Attempts.Select(attempt => attempt.Number == number ? change(attempt) : attempt)] })],
        },
    };

    [Fact]
    public async Task WriteReport_FilmOfADraftWithAShotTakenAgain_CountsTheDraftsFramesOnce()
    {
        // The draft drew a frame for 0.05 and filmed for 0.40; one frame was drawn anew for 0.02.
        var order = await OrderAsync();
        var delivery = order.Delivery with { Drafted = new(Money.Usd(0.05m), Money.Usd(0.4m)), Spent = Money.Usd(2.07m) };

        var page = Regex.Replace(await PageAsync(order with { Delivery = delivery, StoryboardCost = Money.Usd(0.07m) }), "data:[^\"]*", "");

        Assert.DoesNotContain("Charged outside these takes", page, StringComparison.Ordinal);
        var total = Regex.Match(page, "<tfoot>(.*?)</tfoot>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(["3", "0.87", "1.20", "2.07"], Regex.Matches(total, "<td class=\"n\">(.*?)</td>").Select(match => match.Groups[1].Value));
        Assert.Matches("Storyboard</th><td>pencil</td><td class=\"n\">1 frame</td><td class=\"n\">0.02</td>", page);
    }

    [Fact]
    public async Task WriteReport_PartsOfACent_ShowInEveryAmountOfTheBill()
    {
        var order = await OrderAsync();
        var dearer = order with { StoryboardCost = Money.Usd(0.0564m), Delivery = order.Delivery with { Spent = Money.Usd(1.6564m) } };

        var page = await PageAsync(dearer);

        Assert.Contains("<td class=\"n\">0.0564</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">1.6564</td></tr></tfoot>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>1.66 USD</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteReport_WordsFromOutside_AreEncoded()
    {
        const string attack = "<script>alert('x')</script>\" onerror=\"y";
        var order = await OrderAsync();
        var shot = order.Delivery.Plan!.Shots[0] with { Beat = attack };
        order = order with
        {
            Brief = order.Brief with { Title = attack },
            Delivery = order.Delivery with
            {
                Plan = order.Delivery.Plan with { Shots = [shot], Notes = [attack] },
                Message = attack,
                Film = order.Delivery.Film! with { Findings = [attack] },
                Shots = [order.Delivery.Shots[0] with { Notes = [attack], Attempts = [.. order.Delivery.Shots[0].Attempts.Select(attempt => attempt with { Why = attack, Message = attack })] }],
            },
        };

        var page = await PageAsync(order);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onerror", page, StringComparison.Ordinal);
        Assert.True(Regex.Count(page, "&lt;script&gt;") >= 7);
    }

    [Fact]
    public async Task WriteReport_Page_AsksTheNetworkForNothing()
    {
        var page = await PageAsync(await OrderAsync());

        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(page, "(?:src|srcset)=\"([^\"]*)\"").Select(match => match.Groups[1].Value),
            source => Assert.StartsWith("data:image/", source, StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(page, "data:image/webp;base64"));
        Assert.All(Regex.Matches(page, "<img [^>]*>").Select(match => match.Value), image => Assert.Matches("alt=\"[^\"]+\"", image));
    }

    [Fact]
    public async Task WriteReport_SameOrderAgain_IsTheSamePage()
    {
        var order = await OrderAsync();

        Assert.Equal(await room.Stage.WriteReportAsync(order), await room.Stage.WriteReportAsync(order));
    }

    [Fact]
    public async Task WriteReport_StoppedBeforeTheCut_IsStillAReport()
    {
        var order = await OrderAsync();
        var delivery = order.Delivery with
        {
            Status = DeliveryStatus.StoppedByBudget, Film = null, Plan = null, Board = null, Shots = [], Spent = Money.Zero, Message = "The budget pays no take.",
        };

        var page = await PageAsync(order with { Delivery = delivery, StoryboardCost = Money.Zero });

        Assert.Contains("Stopped by budget", page, StringComparison.Ordinal);
        Assert.Contains("The budget pays no take.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Quality control", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteReport_DamagedTake_IsShownAsSuch()
    {
        var order = await OrderAsync();
        var shot = order.Delivery.Shots[0];
        var damaged = await room.Assets.AddAsync("not a film"u8.ToArray(), "video/mp4");
        var attempts = shot.Attempts.Select(attempt => attempt.Number == 1 ? attempt with { Take = attempt.Take! with { Clip = damaged } } : attempt);

        var page = await PageAsync(order with { Delivery = order.Delivery with { Shots = [shot with { Attempts = [.. attempts] }] } });

        Assert.Contains("this clip cannot be shown", page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "data:image/webp;base64"));
    }

    [Fact]
    public async Task Pictures_ManyTakes_StayUnderTheirBudgetTogether()
    {
        // Noise is the worst that can come: it does not compress.
        var clips = new List<AssetRef>();
        for (var number = 0; number < 4; number++)
        {
            var path = room.File($"noise{number}.mp4");
            await room.FfmpegAsync("-f", "lavfi", "-i", $"color=gray:s=320x180:r=24:d=6,noise=alls=100:allf=t:all_seed={number + 1}", "-c:v", "libx264", "-preset", "ultrafast", path);
            clips.Add(await room.Assets.AddFileAsync(path, "video/mp4"));
        }

        using var encoders = new SemaphoreSlim(2);
        var pictures = await new ReportPictures(room.Assets, room.Assets, room.Ffmpeg, room.Cache, encoders).TakesAsync(clips, 2_000_000, CancellationToken.None);

        Assert.Equal(4, pictures.Count);
        Assert.True(pictures.Values.Sum(picture => picture.Moving?.Length ?? 0) <= 2_000_000);
        Assert.Contains(pictures.Values, picture => picture.Moving is not null);
    }

    [Theory]
    [InlineData(0.4991, Verdict.Fail, "0.49")]
    [InlineData(0.5, Verdict.Pass, "0.50")]
    [InlineData(0.996, Verdict.Pass, "1.00")]
    public void Score_JustUnderTheLine_DoesNotReadAsTheLine(double score, Verdict verdict, string expected) => Assert.Equal(
        expected,
        ReportWords.Score(new AttributeScore(ScoredAttribute.Motion, verdict, score, 1, 1, "", new Dictionary<string, double>(), [])));

    [Fact]
    public void Html_ValuesAndPieces_AreToldApart()
    {
        var inner = Html.Of($"<b>{"a & b"}</b>");

        Assert.Equal("<p title=\"&quot;\"><b>a &amp; b</b> Zoë – 5.0</p>", Html.Of($"<p title=\"{"\""}\">{inner} {"Zoë"} – {5:0.0}</p>").ToString());
    }

    private async Task<string> PageAsync(ReportOrder order)
    {
        var report = await room.Stage.WriteReportAsync(order);
        Assert.Equal("text/html", report.MediaType);
        return await File.ReadAllTextAsync(await room.PathAsync(report), Encoding.UTF8);
    }

    private async Task<ReportOrder> OrderAsync()
    {
        var shot = CuttingRoom.Shot(1, 48);
        var first = await room.TakeAsync(await room.NumberedTakeAsync(1, 50), shot);
        var second = await room.TakeAsync(await room.NumberedTakeAsync(2, 50), shot) with { AttemptId = "film/s01/1.2" };
        var clip = await room.ConformAsync(await room.NumberedTakeAsync(2, 50), shot);
        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order([shot], [clip]));
        var frame = new Frame(shot.Id, clip.LastFrame, CuttingRoom.Size, "pencil", 1, Money.Usd(0.05m));
        var request = new TakeRequest(shot.Id, "kling-v3", shot.Fields, 5, 1, frame.Image, CuttingRoom.Size);
        var brighter = request with { Fields = request.Fields with { Lighting = request.Fields.Lighting with { ExposureEv = 1.2 } } };
        var result = new ShotResult(
            shot.Id,
            ShotStatus.AcceptedWithNotes,
            [
                new Attempt(1, first.AttemptId, request, null, null, "first try", OutcomeClass.Delivered, first, Card(first.AttemptId, ScoredAttribute.Lighting), Money.Usd(0.8m)),
                new Attempt(2, second.AttemptId, brighter, 1, ShotField.Lighting, "ask for more light", OutcomeClass.Delivered, second, Card(second.AttemptId, null), Money.Usd(0.8m)),
                new Attempt(3, "film/s01/1.3", brighter with { Seed = 2 }, 2, ShotField.Seed, "try again", OutcomeClass.Refused, null, null, Money.Zero, "the provider said no"),
            ],
            2,
            new RouteChoice("kling-v3", 5, Money.Usd(0.8m), "cheapest that fits", [new RouteLoser("veo-3.1", "too dear")], "kling"),
            clip,
            Money.Usd(1.6m),
            []);
        return new ReportOrder(
            CuttingRoom.Brief(48),
            new Delivery(
                DeliveryStatus.CompletedWithNotes, film, null, new ShotPlan([shot], 48, "test/1", []), new Storyboard([frame]), [result], Money.Usd(1.65m), Money.Usd(10),
                "One shot has a note."),
            Money.Usd(0.05m));
    }

    private static ScoreCard Card(string attempt, ScoredAttribute? failed) => new(
        attempt,
        [
            .. ScoredAttributes.OfEveryTake.Select(attribute => attribute == failed
                ? new AttributeScore(attribute, Verdict.Fail, 0.2, 2.3, 0.9, "1.2 EV darker than the storyboard frame", new Dictionary<string, double> { ["ev"] = -1.2 }, [0])
                : new AttributeScore(attribute, Verdict.Pass, 0.9, 0.1, 0.9, "as asked", new Dictionary<string, double>(), [])),
        ],
        failed,
        "measures/1");
}
