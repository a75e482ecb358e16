using Orchestrator.Cli.Screens;

namespace Orchestrator.Tests.Cli.Screens;

public sealed class LineTests
{
    [Theory]
    [InlineData("café", 4, "café")]
    [InlineData("coffee house", 8, "coffee…")]
    [InlineData("two\nlines", 20, "two lines")]
    [InlineData("珈琲の朝", 5, "珈琲…")]
    [InlineData("anything", 0, "")]
    public void Clip_Text_TakesAtMostTheColumnsGiven(string text, int width, string clipped)
    {
        Assert.Equal(clipped, Line.Clip(text, width));
        Assert.InRange(Line.CellsOf(Line.Clip(text, width)), 0, width);
    }

    [Fact]
    public void LeftAndRight_Text_FillExactlyTheirColumns()
    {
        Assert.Equal(7, new Line().Left("ab", 7).Width);
        Assert.Equal(7, new Line().Right("abcdefghijk", 7).Width);
    }
}
