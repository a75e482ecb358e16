using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client and of its connection.</summary>
public class TemporalClientConnectOptions : TemporalConnectionOptions
{
    /// <summary>Initializes a new instance of the <see cref="TemporalClientConnectOptions"/> class.</summary>
    public TemporalClientConnectOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalClientConnectOptions"/> class.</summary>
    /// <param name="targetHost">Host and port of the service.</param>
    public TemporalClientConnectOptions(string targetHost)
        : base(targetHost)
    {
    }

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

    /// <summary>Takes out the options of the client.</summary>
    /// <returns>The options of the client.</returns>
    public TemporalClientOptions ToClientOptions() => new()
    {
        Namespace = Namespace,
        DataConverter = DataConverter,
        Interceptors = Interceptors,
        LoggerFactory = LoggerFactory,
        QueryRejectCondition = QueryRejectCondition,
    };
}
