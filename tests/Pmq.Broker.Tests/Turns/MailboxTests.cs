using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Turns;

public sealed class MailboxTests
{
    private Mailbox<(int Producer, int Number)> _mailbox;

    [Fact]
    public void Mails_are_taken_in_the_order_they_were_posted()
    {
        Assert.True(_mailbox.IsEmpty);
        Post(0, 5);
        Assert.False(_mailbox.IsEmpty);
        AssertTakes(0, 5);
        AssertIsEmpty();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(50_000)]
    public void It_grows_as_far_as_it_has_to(int count)
    {
        Post(0, count);
        AssertTakes(0, count);
        AssertIsEmpty();
        Post(count, count);
        AssertTakes(count, count);
        AssertIsEmpty();
    }

    [Fact]
    public void It_grows_while_mails_are_taken()
    {
        // Two come for each that goes, then none.
        int posted = 0;
        for (int taken = 0; taken < 10_000; taken++)
        {
            Post(posted, 2);
            posted += 2;
            AssertTakes(taken, 1);
        }

        AssertTakes(10_000, 10_000);
        AssertIsEmpty();
    }

    [Fact]
    public void A_trimmed_mailbox_takes_mails_again()
    {
        _mailbox.Trim();
        for (int round = 0; round < 20; round++)
        {
            Post(0, 30);
            AssertTakes(0, 30);
            _mailbox.Trim();
            _mailbox.Trim();
            AssertIsEmpty();
        }
    }

    [Fact]
    public void Trimming_loses_no_mail()
    {
        Post(0, 3);
        _mailbox.Trim();
        AssertTakes(0, 1);
        _mailbox.Trim();
        Post(3, 20);
        _mailbox.Trim();
        AssertTakes(1, 22);
        AssertIsEmpty();
    }

    [Fact]
    public void Posting_and_taking_allocates_nothing() =>
        Allocations.AssertNone(() => PostAndTake(rounds: 10_000));

    [Fact]
    public void A_taken_mail_is_not_kept_alive()
    {
        Mailbox<Holder> mailbox = default;
        WeakReference[] posted = PostObjects(ref mailbox, 40);
        while (mailbox.TryTake(out _))
        {
        }

        GC.Collect();
        Assert.All(posted, item => Assert.False(item.IsAlive));
        Assert.True(mailbox.IsEmpty);
    }

    [Theory]
    [InlineData(2, 200_000, 0)]
    [InlineData(4, 100_000, 0)]
    [InlineData(4, 100_000, 1)]
    [InlineData(8, 20_000, 7)]
    public void Each_of_many_posters_is_heard_in_its_order(int posters, int mailsEach, int trimEvery) =>
        TakeFromMany(posters, mailsEach, trimEvery);

    [Fact]
    public void Posters_that_meet_at_the_first_ring_and_at_full_ones_lose_nothing()
    {
        // A fresh mailbox each time, because its first rings are the smallest and are replaced most often.
        for (int round = 0; round < 100; round++)
        {
            new MailboxTests().TakeFromMany(posters: 4, mailsEach: 30, trimEvery: round % 3);
        }
    }

    private static WeakReference[] PostObjects(ref Mailbox<Holder> mailbox, int count)
    {
        var posted = new WeakReference[count];
        for (int i = 0; i < count; i++)
        {
            var item = new object();
            posted[i] = new WeakReference(item);
            mailbox.Post(new Holder(item));
        }

        return posted;
    }

    private void TakeFromMany(int posters, int mailsEach, int trimEvery)
    {
        using var producers = new Producers(posters, producer =>
        {
            for (int number = 0; number < mailsEach; number++)
            {
                _mailbox.Post((producer, number));
            }
        });

        int[] next = new int[posters];
        int pauses = 0;
        for (int left = posters * mailsEach; left > 0;)
        {
            // Whether they had all ended is asked before: what they posted must be there then.
            bool wereRunning = producers.AreRunning;
            if (_mailbox.TryTake(out (int Producer, int Number) mail))
            {
                Assert.Equal(next[mail.Producer]++, mail.Number);
                left--;
                continue;
            }

            Assert.True(wereRunning, $"{left} mails are lost.");
            if (trimEvery > 0 && ++pauses % trimEvery == 0)
            {
                _mailbox.Trim();
            }
        }

        AssertIsEmpty();
    }

    private void Post(int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _mailbox.Post((0, first + i));
        }
    }

    private void PostAndTake(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < 8; i++)
            {
                _mailbox.Post((0, i));
            }

            while (_mailbox.TryTake(out _))
            {
            }
        }
    }

    private void AssertTakes(int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(_mailbox.TryTake(out (int Producer, int Number) mail));
            Assert.Equal(first + i, mail.Number);
        }
    }

    private void AssertIsEmpty()
    {
        Assert.True(_mailbox.IsEmpty);
        Assert.False(_mailbox.TryTake(out _));
    }

    private readonly record struct Holder(object Item);
}
