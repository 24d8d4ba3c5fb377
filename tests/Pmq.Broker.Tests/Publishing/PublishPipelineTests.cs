using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Publishing;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Tests.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing;

/// <summary>What a batch costs each target in mails and wakes.</summary>
public sealed class PublishPipelineTests
{
    private readonly ManualScheduler _scheduler = new();
    private readonly BrokerServices _services;
    private readonly PublishPipeline _pipeline;

    public PublishPipelineTests()
    {
        var options = new BrokerOptions
        {
            Subscription = new SubscriptionLimits { SharedStrategy = SharedStrategy.LeastInflight },
        };
        _services = new BrokerServices(
            options,
            new BrokerPorts { Clock = _scheduler.Clock, Scheduler = _scheduler, Random = new SeededRandom(1) });
        _pipeline = new PublishPipeline(_services);
    }

    [Fact]
    public void A_batch_over_many_topics_is_one_mail_and_one_wake_of_who_gets_them_all()
    {
        MailTarget target = Subscribe("#");
        for (int i = 0; i < 100; i++)
        {
            _pipeline.Publish(Routes.MessageTo($"a/{i}").Block);
        }

        Assert.Null(_pipeline.EndBatch());

        Mail mail = Assert.Single(target.Mails());
        Assert.Equal((MailKind.Deliver, 100), (mail.Kind, mail.Number));
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => $"a/{i}"),
            ((Consignment[])mail.Body!).Select(one => Encoding.UTF8.GetString(((MessageBlock)one.Messages).Topic)));
        Assert.Equal(1, _scheduler.ReadyCount);
    }

    [Fact]
    public void What_is_posted_in_between_comes_between()
    {
        MailTarget target = Subscribe("#");
        _pipeline.Publish(Routes.MessageTo("a").Block);
        _pipeline.PostMessages();
        _pipeline.Post(target, new Mail(MailKind.Nudge));
        _pipeline.Publish(Routes.MessageTo("b").Block);
        _pipeline.EndBatch();

        Assert.Equal(
            [MailKind.Deliver, MailKind.Nudge, MailKind.Deliver], target.Mails().Select(mail => mail.Kind));
        Assert.Equal(1, _scheduler.ReadyCount);
    }

    [Fact]
    public void Nothing_of_a_batch_is_left_for_the_next()
    {
        MailTarget target = Subscribe("#");
        _pipeline.Publish(Routes.MessageTo("a").Block);
        _pipeline.EndBatch();
        target.Mails();

        Assert.Null(_pipeline.EndBatch());

        Assert.Empty(target.Mails());
        Assert.Equal((1, 1), (_services.Ledger.Received, _services.Ledger.Accepted));
    }

    [Fact]
    public void A_batch_of_single_messages_does_not_all_go_to_the_member_that_had_the_least()
    {
        MailTarget[] members = [Subscribe("$share/g/#"), Subscribe("$share/g/#"), Subscribe("$share/g/#")];
        members[0].Expect();
        members[2].Expect();
        for (int i = 0; i < 100; i++)
        {
            _pipeline.Publish(Routes.MessageTo($"a/{i}").Block);
        }

        _pipeline.EndBatch();

        int[] backlogs = [.. members.Select(member => member.Backlog)];
        Assert.Equal(102, backlogs.Sum());
        Assert.All(backlogs, backlog => Assert.Equal(34, backlog));
        Assert.All(members, member => Assert.Single(member.Mails()));
    }

    private MailTarget Subscribe(string filter)
    {
        var target = new MailTarget(_scheduler);
        _services.Router.Table.Add(
            target, new SubscriptionSpec(Encoding.UTF8.GetBytes(filter), QoS.AtMostOnce), out _);
        return target;
    }
}
