using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A workflow as the service describes it.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly DataConverter dataConverter;

    /// <summary>Initializes a new instance of the <see cref="WorkflowExecutionDescription"/> class.</summary>
    /// <param name="rawDescription">What the service said.</param>
    /// <param name="dataConverter">Converter, tailored already.</param>
    protected internal WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter, null)
    {
        RawDescription = rawDescription;
        this.dataConverter = dataConverter;
    }

    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    /// <summary>Reads the line for people to read that was given with the start.</summary>
    /// <returns>The line, if there is one.</returns>
    public Task<string?> GetStaticSummaryAsync() => ReadAsync(RawDescription.ExecutionConfig?.UserMetadata?.Summary);

    /// <summary>Reads the lines for people to read that were given with the start.</summary>
    /// <returns>The lines, if there are any.</returns>
    public Task<string?> GetStaticDetailsAsync() => ReadAsync(RawDescription.ExecutionConfig?.UserMetadata?.Details);

    private async Task<string?> ReadAsync(Payload? payload) =>
        payload == null ? null : await dataConverter.ToValueAsync<string>(payload);
}
