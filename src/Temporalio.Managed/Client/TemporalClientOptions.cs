using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client.</summary>
public class TemporalClientOptions : ICloneable
{
    /// <summary>Gets or sets the namespace. Default: <c>default</c>.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>Gets or sets how values and exceptions travel.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Gets or sets what comes between the client's methods and the service, the outermost first.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    /// <summary>Gets or sets where the client, and its workers, log.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets when queries are rejected because of the state of their workflow.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
