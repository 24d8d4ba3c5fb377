using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Turns;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Publishing;

/// <summary>A target that leaves its mails lying, for tests that count them.</summary>
internal sealed class MailTarget : DeliveryTarget
{
    public MailTarget(ITurnScheduler scheduler)
        : base(scheduler, "target") =>
        Delivery = new Delivery(this, QoS.AtMostOnce, retainAsPublished: false, subscriptionIds: []);

    public Delivery Delivery { get; }

    public override bool IsOnline => true;

    public override int InflightCount => 0;

    public List<Mail> Mails()
    {
        var mails = new List<Mail>();
        while (TryTake(out Mail mail))
        {
            mails.Add(mail);
        }

        return mails;
    }

    protected override bool RunTurn() => false;
}
