using Pmq.Storage.Sql;

namespace Pmq.Storage.Tests;

public sealed class MessagesCacheTests
{
    private readonly MessagesCache _cache = new(bytesMax: 100);

    [Fact]
    public void What_was_kept_is_found()
    {
        byte[] bytes = new byte[40];
        _cache.Keep(1, bytes);

        Assert.Same(bytes, _cache.Find(1));
        Assert.Null(_cache.Find(2));
    }

    [Fact]
    public void What_was_not_asked_for_longest_makes_room()
    {
        _cache.Keep(1, new byte[40]);
        _cache.Keep(2, new byte[40]);
        _cache.Find(1);

        _cache.Keep(3, new byte[40]);

        Assert.NotNull(_cache.Find(1));
        Assert.Null(_cache.Find(2));
        Assert.NotNull(_cache.Find(3));
        Assert.Equal(80, _cache.Bytes);
    }

    [Fact]
    public void What_is_larger_than_all_the_room_is_not_kept()
    {
        _cache.Keep(1, new byte[100]);
        _cache.Keep(2, new byte[101]);

        Assert.NotNull(_cache.Find(1));
        Assert.Null(_cache.Find(2));
        Assert.Equal(100, _cache.Bytes);
    }

    [Fact]
    public void The_same_messages_count_once()
    {
        _cache.Keep(1, new byte[60]);
        _cache.Keep(1, new byte[60]);

        Assert.Equal(60, _cache.Bytes);
    }
}
