using FsCheck;
using FsCheck.Fluent;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Tests.Grpc;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("2H", 7200_000)]
    [InlineData("3M", 180_000)]
    [InlineData("70S", 70_000)]
    [InlineData("1500m", 1_500)]
    [InlineData("5000u", 5)]
    [InlineData("7000000n", 7)]
    [InlineData("99999999m", 99_999_999)]
    public void Parse_EachUnit_IsUnderstood(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), GrpcTimeout.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("10")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    public void Parse_Malformed_IsNone(string text) => Assert.Null(GrpcTimeout.Parse(text));

    [Fact]
    public void EncodeStatusMessage_AnyText_SurvivesDecoding() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            // Half a surrogate pair is not text.
            var whole = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
            var encoded = GrpcFraming.EncodeStatusMessage(whole);
            return encoded.All(c => c is >= ' ' and <= '~') && Uri.UnescapeDataString(encoded) == whole;
        }).QuickCheckThrowOnFailure();
}
