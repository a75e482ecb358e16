using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public class SearchAttributeCollectionTests
{
    private static readonly SearchAttributeKey<DateTimeOffset> Due = SearchAttributeKey.CreateDateTimeOffset("Due");
    private static readonly SearchAttributeKey<IReadOnlyCollection<string>> Tags = SearchAttributeKey.CreateKeywordList("Tags");
    private static readonly SearchAttributeKey<long> Takes = SearchAttributeKey.CreateLong("Takes");

    [Fact]
    public void ToProto_EveryType_ComesBack()
    {
        var due = new DateTimeOffset(2026, 11, 21, 12, 0, 0, 123, TimeSpan.FromHours(2));
        var collection = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateText("Text"), "two words")
            .Set(SearchAttributeKey.CreateKeyword("Keyword"), "word")
            .Set(Takes, long.MaxValue)
            .Set(SearchAttributeKey.CreateDouble("Score"), 0.5)
            .Set(SearchAttributeKey.CreateBool("Done"), true)
            .Set(Due, due)
            .Set(Tags, ["a", "b"])
            .ToSearchAttributeCollection();
        var proto = collection.ToProto();
        Assert.Equal("KeywordList", proto.IndexedFields["Tags"].Metadata["type"].ToStringUtf8());
        Assert.Equal("Datetime", proto.IndexedFields["Due"].Metadata["type"].ToStringUtf8());
        Assert.Equal(
            "2026-11-21T12:00:00.1230000+02:00",
            JsonSerializer.Deserialize<string>(proto.IndexedFields["Due"].Data.Span));
        var back = SearchAttributeCollection.FromProto(proto);
        Assert.Equal(7, back.Count);
        Assert.Equal(due, back.Get(Due));
        Assert.Equal(["a", "b"], back.Get(Tags));
        Assert.Equal(long.MaxValue, back.Get(Takes));
        Assert.Equal(proto, back.ToProto());
    }

    [Fact]
    public void FromProto_OldSpellingsAndLists_AreRead()
    {
        var proto = new SearchAttributes();
        proto.IndexedFields["Takes"] = Json("INDEXED_VALUE_TYPE_INT", "[3]");
        proto.IndexedFields["Tags"] = Json("INDEXED_VALUE_TYPE_KEYWORD_LIST", "\"one\"");
        proto.IndexedFields["Nothing"] = Json("Keyword", "null");
        proto.IndexedFields["Strange"] = Json("Colour", "\"red\"");
        var collection = SearchAttributeCollection.FromProto(proto);
        Assert.Equal(3, collection.Get(Takes));
        Assert.Equal(["one"], collection.Get(Tags));
        Assert.Equal(2, collection.Count);
    }

    [Fact]
    public void Get_AbsentOrOtherType_Throws()
    {
        var collection = new SearchAttributeCollection.Builder().Set(Takes, 1).ToSearchAttributeCollection();
        Assert.Throws<KeyNotFoundException>(() => collection.Get(Due));
        Assert.Throws<KeyNotFoundException>(() => collection.Get(SearchAttributeKey.CreateDouble("Takes")));
        Assert.True(collection.ContainsKey("Takes"));
        Assert.False(collection.ContainsKey(SearchAttributeKey.CreateDouble("Takes")));
    }

    [Fact]
    public void ApplyUpdates_SetAndUnset_ChangeACopy()
    {
        var before = new SearchAttributeCollection.Builder().Set(Takes, 1).Set(Tags, ["a"]).ToSearchAttributeCollection();
        var after = before.ApplyUpdates([Takes.ValueSet(2), Tags.ValueUnset()]);
        Assert.Equal(2, after.Get(Takes));
        Assert.False(after.ContainsKey(Tags));
        Assert.Equal(1, before.Get(Takes));
    }

    private static Payload Json(string type, string json) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
        Data = ByteString.CopyFromUtf8(json),
    };
}
