using Temporalio.Client.Transport;

namespace Temporalio.Tests.Transport;

public class GrpcTimeoutTests
{
    [Theory]
    [InlineData(0.0000001, "1u")]
    [InlineData(0.0015, "1500u")]
    [InlineData(30, "30000000u")]
    [InlineData(99.999999, "99999999u")]
    [InlineData(100, "100000m")]
    [InlineData(99_999.999, "99999999m")]
    [InlineData(100_000, "100000S")]
    [InlineData(100_000_000, "1666666M")]
    public void Format_AnySpan_HasAtMostEightDigits(double seconds, string expected) =>
        Assert.Equal(expected, GrpcTimeout.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Format_LongestSpan_HasAtMostEightDigits() =>
        Assert.Matches("^[0-9]{1,8}H$", GrpcTimeout.Format(TimeSpan.MaxValue));
}
