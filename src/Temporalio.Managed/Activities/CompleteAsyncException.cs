using Temporalio.Exceptions;

namespace Temporalio.Activities;

/// <summary>Thrown from an activity that something else will complete, through an async activity handle.</summary>
public class CompleteAsyncException : TemporalException
{
    public CompleteAsyncException()
        : base("Activity will be completed from elsewhere")
    {
    }
}
