using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Tests.Providers.Prompts;

/// <summary>Whatever is posted to whichever endpoint: each field is one that its provider documents, and is what it may be.</summary>
public sealed class DocumentedFieldTests : IDisposable
{
    private readonly ModelRequests requests = new();

    public static TheoryData<string> Films => [.. ModelRequests.Rows.Select(row => row.Name)];

    public static TheoryData<string> Pictures => [.. PictureRequests.Rows.Select(row => row.Name)];

    public void Dispose() => requests.Dispose();

    [Theory]
    [MemberData(nameof(Films))]
    public async Task Take_OfThirtyShotsInEveryForm_HasDocumentedFieldsAlone(string model)
    {
        var row = ModelRequests.Rows.Single(known => known.Name == model);
        foreach (var (fields, index) in SampleShots.Thirty.Select((fields, index) => (fields, index)))
        {
            foreach (var request in Forms(row, fields, index))
                Assert.Empty(DocumentedFields.Problems(EndpointOf(row), await requests.BodyAsync(request, row)));
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Picture_WithAndWithoutReferences_HasDocumentedFieldsAlone(string model)
    {
        await using var pictures = await PictureRequests.StartAsync();
        var row = PictureRequests.Rows.Single(known => known.Name == model);
        foreach (var size in new FrameSize[] { new(1280, 720), new(720, 1280), new(1920, 1080), new(1080, 1080), new(640, 360) })
        {
            foreach (var references in new IReadOnlyList<TakeReference>[] { [], pictures.References })
            {
                var body = await pictures.BodyAsync(SheetPrompt.Frame(SampleShots.Of(1), references, row, null), size, row, [.. references.Select(reference => reference.Asset)]);
                body.Remove("to");
                Assert.Empty(DocumentedFields.Problems(row.Endpoint, body));
            }
        }
    }

    [Fact]
    public void Endpoints_EachHasThePageAndTheDayThatItWasRead()
    {
        foreach (var endpoint in DocumentedFields.Names)
        {
            var (page, read) = DocumentedFields.Source(endpoint);
            Assert.Equal(Uri.UriSchemeHttps, new Uri(page).Scheme);
            Assert.InRange(DateOnly.ParseExact(read, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), new DateOnly(2026, 8, 2), new DateOnly(2026, 12, 31));
        }
    }

    [Fact]
    public void Endpoints_AreThoseOfEveryRowThatIsOffered() =>
        Assert.All(ModelRequests.Rows.Select(EndpointOf).Concat(PictureRequests.Rows.Select(row => row.Endpoint)), endpoint => Assert.Contains(endpoint, DocumentedFields.Names));

    // The take alone, with its end, with references, with further shots: what the row says that it takes.
    private IEnumerable<TakeRequest> Forms(ModelRow row, ShotFields fields, int index)
    {
        var plain = new TakeRequest(GoldenFile.Name(index), row.Name, fields, row.Step(3 + (index % 10)), index + 1, requests.Start, index % 3 == 2 ? new(720, 1280) : new(1280, 720))
        {
            Extends = row.Input.Form == "extend" ? new(requests.Clip, 192) : null,
            Source = row.Edits && row.Input.Form != "extend" ? new(requests.Clip, "job-1", fields.Members()[index % 10].Field, 1, 2) { Mask = row.Input.Form == "inpaint" ? requests.Mask : null } : null,
        };
        yield return plain;
        if (row.Input.EndImage is not null)
            yield return plain with { EndFrame = requests.Start };
        if (row.References.Images > 0)
            yield return plain with { References = [new(ReferenceKind.Image, requests.Start, "the character Mara")] };
        if (row.References.Videos > 0)
            yield return plain with { References = [new(ReferenceKind.Image, requests.Start, "the character Mara"), new(ReferenceKind.Video, requests.Clip, "the movement")] };
        if (row.Several is not null)
            yield return plain with { Seconds = 4, Cuts = [new("s98", SampleShots.Of(index + 1), 3), new("s99", SampleShots.Of(index + 2), 5)] };
    }

    // Kling's own tasks are told apart by their path, not by a name of their own.
    private static string EndpointOf(ModelRow row) => row.Provider != "kling" ? row.Endpoint
        : row.Input.Form is not null ? "kling omni" : row.Input.Image is null ? "kling from words" : "kling from a picture";
}
