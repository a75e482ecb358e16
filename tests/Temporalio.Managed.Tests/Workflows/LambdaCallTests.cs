using System.Linq.Expressions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

public sealed class LambdaCallTests
{
    private readonly int field = 4;

    [Fact]
    public void FromMethodOf_CallWithValues_EvaluatesThem()
    {
        var local = "two";
        var call = Read((Target t) => t.CallAsync(1, local + "!", field));
        Assert.Equal("CallAsync", call.Method.Name);
        Assert.Equal(new object?[] { 1, "two!", 4 }, call.Args);
    }

    [Fact]
    public void FromMethodOf_StaticCall_IsRead()
    {
        Expression<Func<Task>> lambda = () => Target.StaticAsync(3);
        Assert.Equal(new object?[] { 3 }, LambdaCall.FromMethodOf(lambda).Args);
    }

    [Fact]
    public void FromMethodOf_ArgumentThrows_ThrowsTheSame()
    {
        string? nothing = null;
        Assert.Throws<NullReferenceException>(() => Read((Target t) => t.CallAsync(nothing!.Length, string.Empty, 0)));
    }

    [Fact]
    public void FromMethodOf_CallOnAnotherObject_IsRefused()
    {
        var other = new Target();
        Assert.Throws<ArgumentException>(() => Read((Target t) => other.CallAsync(1, string.Empty, 0)));
    }

    [Fact]
    public void FromMethodOf_NoCall_IsRefused()
    {
        Expression<Func<Target, int>> lambda = t => t.Number;
        Assert.Throws<ArgumentException>(() => LambdaCall.FromMethodOf(lambda));
    }

    [Fact]
    public void PropertyOf_Property_IsRead()
    {
        Expression<Func<Target, object>> lambda = t => t.Number;
        Assert.Equal(nameof(Target.Number), LambdaCall.PropertyOf(lambda)!.Name);
    }

    private static LambdaCall Read(Expression<Func<Target, Task>> lambda) => LambdaCall.FromMethodOf(lambda);

    public sealed class Target
    {
        public int Number => 1;

        public static Task StaticAsync(int value) => Task.FromResult(value);

        public Task CallAsync(int one, string two, int three) => Task.FromResult((one, two, three));
    }
}
