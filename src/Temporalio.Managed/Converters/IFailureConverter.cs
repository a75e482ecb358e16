using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Turns exceptions into failures and back.</summary>
public interface IFailureConverter
{
    /// <summary>Turns an exception into a failure.</summary>
    /// <param name="exception">Exception.</param>
    /// <param name="payloadConverter">Converter of the details.</param>
    /// <returns>The failure.</returns>
    Failure ToFailure(Exception exception, IPayloadConverter payloadConverter);

    /// <summary>Turns a failure into an exception.</summary>
    /// <param name="failure">Failure.</param>
    /// <param name="payloadConverter">Converter of the details.</param>
    /// <returns>The exception.</returns>
    Exception ToException(Failure failure, IPayloadConverter payloadConverter);
}
