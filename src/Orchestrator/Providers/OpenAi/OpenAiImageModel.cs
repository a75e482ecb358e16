using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Images;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.OpenAi;

/// <summary>The images contract of OpenAI and of what is compatible with it, by the official client with its retries turned off: each would be a paid picture.</summary>
internal sealed class OpenAiImageModel(IOptions<OpenAiOptions> settings, IAssetStore assets) : IImageModel
{
    // gpt-image-2 takes any size whose sides are multiples of 16.
    private const int Grid = 16;

    private readonly OpenAIClient client = OpenAiClients.Create(settings.Value);

    public string Provider => "openai";

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        var asked = new FrameSize(Up(size.Width), Up(size.Height));
        if (RequestPayload.Problem(references ?? [], row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, default, asked, Money.Zero, problem);
        var fields = new Dictionary<string, object>
        {
            ["model"] = settings.Value.ImageDeployment ?? row.Endpoint,
            ["prompt"] = prompt,
            ["n"] = 1,
            ["size"] = asked.ToString(),
            ["quality"] = "medium",
            ["output_format"] = "png",
        };
        try
        {
            var options = new RequestOptions { CancellationToken = cancellationToken };
            options.SetHeader("X-Attempt-Id", attemptId);
            var images = client.GetImageClient(row.Endpoint);
            using var content = references is { Count: > 0 } ? null : BinaryContent.Create(BinaryData.FromObjectAsJson(fields));
            using var form = content is null ? await FormAsync(fields, references!, cancellationToken) : null;
            var result = content is not null
                ? await images.GenerateImagesAsync(content, options)
                : await images.GenerateImageEditsAsync(BinaryContent.Create(await form!.ReadAsStreamAsync(cancellationToken)), form.Headers.ContentType!.ToString(), options);
            return Read(result.GetRawResponse().Content, asked, row);
        }
        catch (Exception exception) when (OpenAiErrors.Read(exception, cancellationToken) is { } failure)
        {
            return new(failure.Outcome, default, asked, Money.Zero, failure.Message, failure.RetryAfterSeconds);
        }
    }

    // The typed edit takes one picture; the form takes sixteen.
    private async Task<MultipartFormDataContent> FormAsync(Dictionary<string, object> fields, IReadOnlyList<AssetRef> references, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(Convert.ToString(value, CultureInfo.InvariantCulture)!), name);
        foreach (var reference in references)
        {
            var picture = new ByteArrayContent(await assets.BytesAsync(reference, cancellationToken));
            picture.Headers.ContentType = new MediaTypeHeaderValue(reference.MediaType);
            form.Add(picture, "image[]", $"{reference.ShortName()}.{reference.MediaType[(reference.MediaType.IndexOf('/') + 1)..]}");
        }

        return form;
    }

    private static DrawnImage Read(BinaryData answer, FrameSize asked, ModelRow row)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        var cost = root.TryGetProperty("usage", out var usage)
            ? row.PriceOfTokens(usage.GetProperty("input_tokens").GetInt64(), usage.GetProperty("output_tokens").GetInt64())
            : row.PriceOfImage(asked);
        return root.TryGetProperty("data", out var data) && data.GetArrayLength() > 0 && data[0].TryGetProperty("b64_json", out var picture)
            ? new(OutcomeClass.Delivered, picture.GetBytesFromBase64(), asked, cost, "delivered")
            : new(OutcomeClass.UnderDelivered, default, asked, cost, "the image service answered without a picture");
    }

    private static int Up(int side) => (side + Grid - 1) / Grid * Grid;
}
