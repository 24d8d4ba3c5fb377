using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Tests;

/// <summary>The books find what a broker does wrong.</summary>
public sealed class BooksTests
{
    private readonly SentMessages _sent = new("p");

    [Fact]
    public void A_message_that_was_acknowledged_and_never_came_is_lost()
    {
        Send(QoS.AtLeastOnce, QoS.ExactlyOnce, QoS.AtLeastOnce);
        _sent.Acknowledge(1);
        _sent.Acknowledge(2);
        ReceivedMessages book = Book(QoS.AtLeastOnce);

        book.Add(QoS.AtLeastOnce, 2);

        Assert.Equal(1, book.MissingCount());
        Assert.Equal(["s never got message 1 of p at QoS 2"], book.Faults());
    }

    [Theory]
    [InlineData(QoS.ExactlyOnce, QoS.ExactlyOnce, true)]
    [InlineData(QoS.AtLeastOnce, QoS.ExactlyOnce, false)]
    [InlineData(QoS.ExactlyOnce, QoS.AtLeastOnce, false)]
    public void Only_what_is_of_QoS_2_all_the_way_may_not_come_twice(QoS sentAt, QoS granted, bool isFault)
    {
        Send(sentAt);
        ReceivedMessages book = Book(granted);

        book.Add(sentAt, 0);
        book.Add(sentAt, 0);

        Assert.Equal(isFault ? ["s got message 0 of p at QoS 2 2 times"] : [], book.Faults());
        Assert.Equal((1, 1), (book.First, book.Again));
    }

    [Fact]
    public void What_comes_for_the_first_time_comes_in_the_order_of_its_QoS()
    {
        Send(QoS.AtLeastOnce, QoS.ExactlyOnce, QoS.AtLeastOnce, QoS.AtLeastOnce);
        ReceivedMessages book = Book(QoS.AtLeastOnce);

        book.Add(QoS.AtLeastOnce, 0);
        book.Add(QoS.AtLeastOnce, 3);
        book.Add(QoS.AtLeastOnce, 0);
        book.Add(QoS.ExactlyOnce, 1);
        Assert.Empty(book.Faults());

        book.Add(QoS.AtLeastOnce, 2);
        Assert.Equal(["s got message 2 of p at QoS 1 after message 3 of p at QoS 1"], book.Faults());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void A_retained_value_is_the_last_acknowledged_or_one_sent_after_it(int value, bool isFault)
    {
        var values = new RetainedValues(topics: 1);
        values.Next(0);
        values.Acknowledge(0, values.Next(0));
        values.Next(0);

        Assert.Equal(isFault, values.Fault(0, values.Acknowledged[0], value) is not null);
    }

    [Fact]
    public void A_will_that_is_owed_has_to_be_published()
    {
        var wills = new Wills();
        wills.Owe("c", 1);
        wills.Publish("c", 2);
        Assert.Equal(["the will of life 1 of c was never published"], wills.Faults());

        wills.Publish("c", 1);
        Assert.Empty(wills.Faults());
    }

    private void Send(params QoS[] all)
    {
        foreach (QoS qos in all)
        {
            _sent.Add(qos);
        }
    }

    private ReceivedMessages Book(QoS granted) => new("s", granted, _sent);
}
