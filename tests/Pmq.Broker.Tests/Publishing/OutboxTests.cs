using Pmq.Broker.Messages;
using Pmq.Broker.Publishing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Tests.Messages;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new();

    [Fact]
    public void A_target_gets_one_mail_with_everything_in_its_order()
    {
        var target = new MailTarget(new ManualScheduler());
        MessageBlock[] blocks = [.. Enumerable.Range(1, 50).Select(Blocks.Numbered)];

        Array.ForEach(blocks, block => _outbox.Add(target.Delivery, block, block.Count));

        Assert.Equal(1, _outbox.Count);
        Assert.True(_outbox.Post(0));
        Mail mail = Assert.Single(target.Mails());
        Assert.Equal(blocks, ((Consignment[])mail.Body!).Select(consignment => consignment.Messages));
        Assert.Equal((1275, 1275), (mail.Number, target.Backlog));
    }

    [Fact]
    public void What_is_a_single_block_travels_without_a_list()
    {
        var target = new MailTarget(new ManualScheduler());
        MessageBlock block = Blocks.Numbered(3);
        _outbox.Add(target.Delivery, block, 3);

        Assert.True(_outbox.Post(0));

        Mail mail = Assert.Single(target.Mails());
        Assert.Same(block, mail.Body);
        Assert.Same(target.Delivery, mail.Extra);
        Assert.Equal(3, mail.Number);
    }

    /// <summary>So many that hash codes of the targets collide in any table, through growth and reuse.</summary>
    [Fact]
    public void Many_targets_each_get_their_own_however_the_table_has_grown()
    {
        MailTarget[] targets = [.. Enumerable.Range(0, 10_000).Select(_ => new MailTarget(new ManualScheduler()))];
        foreach (int count in (int[])[1, 15, 16, 17, 300, 10_000, 5, 4096, 4097, 2])
        {
            for (int i = 0; i < 3 * count; i++)
            {
                _outbox.Add(targets[i % count].Delivery, Blocks.Numbered(1), 1);
            }

            Assert.Equal(count, _outbox.Count);
            for (int i = 0; i < count; i++)
            {
                Assert.Same(targets[i], _outbox.Target(i));
                _outbox.Post(i);
                Mail mail = Assert.Single(targets[i].Mails());
                Assert.Equal((3, 3), (mail.Number, ((Consignment[])mail.Body!).Length));
            }

            _outbox.Clear();
            Assert.Equal(0, _outbox.Count);
        }
    }

    [Fact]
    public void What_a_target_counts_already_is_not_counted_again()
    {
        var target = new MailTarget(new ManualScheduler());
        MessageBlock block = Blocks.Numbered(5);
        target.Expect();
        target.Expect();
        _outbox.Add(target.Delivery, block, 2, expected: 2);
        _outbox.Add(target.Delivery, block, 5);

        _outbox.Post(0);

        Assert.Equal(7, target.Backlog);
        _outbox.Clear();
        _outbox.Add(target.Delivery, block, 5);
        _outbox.Post(0);
        Assert.Equal(12, target.Backlog);
    }
}
