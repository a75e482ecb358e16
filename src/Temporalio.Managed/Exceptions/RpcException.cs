using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Exceptions;

/// <summary>The service, or the way to it, answered a call with an error.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its codes.")]
public class RpcException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="RpcException"/> class.</summary>
    /// <param name="code">Status.</param>
    /// <param name="message">Message.</param>
    /// <param name="rawStatus">Encoded <see cref="Api.Common.V1.GrpcStatus"/> with the details, if there was one.</param>
    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : this(code, message, rawStatus, null)
    {
    }

    internal RpcException(StatusCode code, string message, byte[]? rawStatus, Exception? inner)
        : base(message, inner)
    {
        Code = code;
        RawStatus = rawStatus;
        GrpcStatus = new(() => Parse(rawStatus));
    }

    /// <summary>Status of a call, as gRPC numbers them.</summary>
    public enum StatusCode
    {
        /// <summary>No error.</summary>
        OK = 0,

        /// <summary>The call was cancelled.</summary>
        Cancelled = 1,

        /// <summary>An error of unknown kind.</summary>
        Unknown = 2,

        /// <summary>The request is wrong.</summary>
        InvalidArgument = 3,

        /// <summary>The call took too long.</summary>
        DeadlineExceeded = 4,

        /// <summary>What was asked for does not exist.</summary>
        NotFound = 5,

        /// <summary>What should be made exists already.</summary>
        AlreadyExists = 6,

        /// <summary>The caller may not do this.</summary>
        PermissionDenied = 7,

        /// <summary>A limit was reached.</summary>
        ResourceExhausted = 8,

        /// <summary>The state does not allow this.</summary>
        FailedPrecondition = 9,

        /// <summary>The call was given up, for example for another one.</summary>
        Aborted = 10,

        /// <summary>The request goes past a bound.</summary>
        OutOfRange = 11,

        /// <summary>The service does not know this call.</summary>
        Unimplemented = 12,

        /// <summary>The service is broken.</summary>
        Internal = 13,

        /// <summary>The service cannot be reached at the moment.</summary>
        Unavailable = 14,

        /// <summary>Data is lost.</summary>
        DataLoss = 15,

        /// <summary>The caller did not prove who it is.</summary>
        Unauthenticated = 16,
    }

    /// <summary>Gets the status.</summary>
    public StatusCode Code { get; private init; }

    /// <summary>Gets the encoded status with details, if there was one.</summary>
    public byte[]? RawStatus { get; private init; }

    /// <summary>Gets the status with details; null inside when there was none or it cannot be read.</summary>
    public Lazy<GrpcStatus?> GrpcStatus { get; private init; }

    /// <summary>Finds a detail message of one type; null when it is absent.</summary>
    internal T? GetDetail<T>()
        where T : class, IMessage<T>, new() =>
        GrpcStatus.Value?.Details.FirstOrDefault(any => any.Is(new T().Descriptor))?.Unpack<T>();

    private static GrpcStatus? Parse(byte[]? rawStatus)
    {
        if (rawStatus == null || rawStatus.Length == 0)
            return null;
        try
        {
            return Api.Common.V1.GrpcStatus.Parser.ParseFrom(rawStatus);
        }
        catch (InvalidProtocolBufferException)
        {
            // A proxy may put anything here; the code and the message still hold.
            return null;
        }
    }
}
