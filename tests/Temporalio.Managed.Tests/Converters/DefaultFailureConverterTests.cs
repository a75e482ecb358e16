using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Converters;

public class DefaultFailureConverterTests
{
    private static readonly IPayloadConverter Payloads = DataConverter.Default.PayloadConverter;
    private static readonly IFailureConverter Converter = DataConverter.Default.FailureConverter;

    [Fact]
    public void ToFailure_ThrownException_KeepsTypeStackAndCauses()
    {
        var failure = Converter.ToFailure(Throw(new ArgumentException("bad", new TimeoutException("slow"))), Payloads);
        Assert.Equal(("bad", nameof(ArgumentException)), (failure.Message, failure.ApplicationFailureInfo.Type));
        Assert.Contains(nameof(Throw), failure.StackTrace, StringComparison.Ordinal);
        Assert.Equal(string.Empty, failure.Source);
        Assert.Equal(("slow", nameof(TimeoutException)), (failure.Cause.Message, failure.Cause.ApplicationFailureInfo.Type));
        var back = Assert.IsType<ApplicationFailureException>(Converter.ToException(failure, Payloads));
        Assert.Contains(nameof(Throw), back.StackTrace, StringComparison.Ordinal);
        Assert.Equal(failure, Converter.ToFailure(back, Payloads));
    }

    [Fact]
    public void ToFailure_ApplicationFailure_KeepsEverything()
    {
        var failure = Converter.ToFailure(
            new ApplicationFailureException(
                "dark", "Lighting", true, ["lamp", 2], TimeSpan.FromSeconds(7), ApplicationErrorCategory.Benign),
            Payloads);
        var back = Assert.IsType<ApplicationFailureException>(Converter.ToException(failure, Payloads));
        Assert.Equal(
            ("dark", "Lighting", true, TimeSpan.FromSeconds(7), ApplicationErrorCategory.Benign),
            (back.Message, back.ErrorType, back.NonRetryable, back.NextRetryDelay!.Value, back.Category));
        Assert.Equal((2, "lamp", 2), (back.Details.Count, back.Details.ElementAt<string>(0), back.Details.ElementAt<int>(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => back.Details.ElementAt<int>(2));
    }

    [Fact]
    public void ToException_EachKind_HasItsType()
    {
        (Failure Failure, Type Type)[] kinds =
        [
            (new() { ApplicationFailureInfo = new() }, typeof(ApplicationFailureException)),
            (new() { CanceledFailureInfo = new() }, typeof(CanceledFailureException)),
            (new() { TerminatedFailureInfo = new() }, typeof(TerminatedFailureException)),
            (new() { TimeoutFailureInfo = new() }, typeof(TimeoutFailureException)),
            (new() { ServerFailureInfo = new() }, typeof(ServerFailureException)),
            (new() { ActivityFailureInfo = new() }, typeof(ActivityFailureException)),
            (new() { ChildWorkflowExecutionFailureInfo = new() }, typeof(ChildWorkflowFailureException)),
            (new(), typeof(FailureException)),
        ];
        foreach (var (failure, type) in kinds)
            Assert.IsType(type, Converter.ToException(failure, Payloads));
    }

    [Fact]
    public void IsCanceledException_CanceledInsideAnActivity_IsOne()
    {
        var failure = new Failure { ActivityFailureInfo = new(), Cause = new() { CanceledFailureInfo = new() } };
        Assert.True(TemporalException.IsCanceledException(Converter.ToException(failure, Payloads)));
        Assert.True(TemporalException.IsCanceledException(new OperationCanceledException()));
        failure.Cause = new() { TimeoutFailureInfo = new() };
        Assert.False(TemporalException.IsCanceledException(Converter.ToException(failure, Payloads)));
    }

    [Fact]
    public async Task WithEncodedCommonAttributes_AndACodec_HidesTheTextAndRestoresIt()
    {
        var converter = DataConverter.Default with
        {
            FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
            PayloadCodec = new XorCodec(),
        };
        var failure = await converter.ToFailureAsync(
            Throw(new ApplicationFailureException("secret", new InvalidOperationException("cause"), details: ["detail"])));
        Assert.Equal(("Encoded failure", string.Empty), (failure.Message, failure.StackTrace));
        Assert.Equal("Encoded failure", failure.Cause.Message);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("x", failure.EncodedAttributes.Metadata["encoding"].ToStringUtf8());
        Assert.Equal("x", failure.ApplicationFailureInfo.Details.Payloads_[0].Metadata["encoding"].ToStringUtf8());

        var back = Assert.IsType<ApplicationFailureException>(await converter.ToExceptionAsync(failure));
        Assert.Equal("secret", back.Message);
        Assert.Contains(nameof(Throw), back.StackTrace, StringComparison.Ordinal);
        Assert.Equal("detail", back.Details.ElementAt<string>(0));
        Assert.Equal("cause", back.InnerException!.Message);
        Assert.Equal("Encoded failure", failure.Message);
    }

    private static Exception Throw(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
