using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Planning.Notes;
using Orchestrator.Providers.Answers;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Planning.Notes;

/// <summary>Notes that rules do not understand, read by a language model, which the Backlot plays over real HTTP.</summary>
public sealed class NoteInterpreterTests : IAsyncLifetime
{
    private const string Question = "You say which field the wish is of";
    private const string Note = "she looks far too gloomy in this one";

    private BacklotSet set = null!;
    private Shot shot = null!;

    public async Task InitializeAsync()
    {
        set = await BacklotSet.StartAsync();
        shot = (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8, beats: 2), default)).Shots[0];
    }

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Read_NoteThatRulesDoNotUnderstand_BecomesOneFieldInTheirWords()
    {
        Assert.NotNull(NoteReader.Read(Note, shot.Fields, shot.Fields).Problem);
        await AnswerAsync(new("The picture should be brighter.", NoteDraft.Wish.Light, "much brighter"));

        var (reading, told) = await ReadAsync();

        Assert.Equal((ShotField.Lighting, "light: much brighter", null), (reading.Field, reading.Said, reading.Problem));
        Assert.Equal([ShotField.Lighting], shot.Fields.Diff(reading.Shot));
        Assert.Equal(1, reading.Take.Lighting.ExposureEv);
        Assert.Equal(("gpt-5.4", 1750), (told.Model, told.Charged.Micros));
    }

    [Fact]
    public async Task Read_TheSameNoteAgain_IsNotBoughtAgain()
    {
        await AnswerAsync(new("The picture should be brighter.", NoteDraft.Wish.Light, "brighter"));
        var first = await ReadAsync();

        var again = await ReadAsync();

        Assert.Equal(first.Reading.Shot, again.Reading.Shot);
        Assert.Single(await set.LedgerAsync("openai"));
    }

    [Theory]
    [InlineData("None", "", "finds no one field in it")]
    [InlineData("Light", "", "finds no one field in it")]
    [InlineData("Light", "as lovely as can be", "reads it as \"light: as lovely as can be\", and")]
    [InlineData("Ending", "she smiles", "the shot has no end frame")]
    public async Task Read_WhatTheRulesCannotFollow_ChangesNothing(string field, string words, string why)
    {
        await AnswerAsync(new("Something is wanted.", Enum.Parse<NoteDraft.Wish>(field), words));

        var (reading, told) = await ReadAsync();

        Assert.Null(reading.Field);
        Assert.Contains(why, reading.Problem);
        Assert.Equal((shot.Fields, shot.Fields), (reading.Shot, reading.Take));
        Assert.True(told.Charged.Micros > 0);
    }

    [Theory]
    [InlineData("refuse", null, "did not read it", OutcomeClass.Refused)]
    [InlineData("fail", "off_schema", "does not keep to its schema", OutcomeClass.Delivered)]
    public async Task Read_ModelThatGivesNoAnswer_SaysSo(string action, string? error, string why, OutcomeClass outcome)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", prompt = Question, action, error_type = error });

        var (reading, told) = await ReadAsync();

        Assert.Null(reading.Field);
        Assert.Contains(why, reading.Problem);
        Assert.Equal(outcome, told.Outcome);
    }

    [Fact]
    public async Task Read_MoreThanTheFilmHasLeft_AsksNothing()
    {
        var (reading, told) = await ReadAsync(Money.Usd(0.0001m));

        Assert.Contains("may cost", reading.Problem);
        Assert.Equal(0, told.Charged.Micros);
        Assert.Empty(await set.LedgerAsync("openai"));
    }

    private Task<(NoteReading Reading, Consultation Told)> ReadAsync(Money? limit = null) =>
        new NoteInterpreter(set.Answers(), set.Catalogue, new PlanningOptions(), TimeProvider.System)
            .ReadAsync("film-test", Note, shot, shot.Fields, limit ?? Money.Usd(1), default);

    private Task AnswerAsync(NoteDraft draft) => set.FaultAsync(new
    {
        route = "submit",
        provider = "openai",
        prompt = Question,
        action = "accept_then_answer",
        answer = JsonSerializer.Serialize(new
        {
            status = "completed",
            output = new[] { new { type = "message", content = new[] { new { type = "output_text", text = AnswerSchema.Write(draft) } } } },
            usage = new { input_tokens = 100, output_tokens = 100 },
        }),
    });
}
