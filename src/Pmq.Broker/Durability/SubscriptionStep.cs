using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Durability;

/// <summary>What a SUBSCRIBE or UNSUBSCRIBE has changed, which is answered when it is stored.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class SubscriptionStep(FilterRequest request, long key) : JournalEntry
{
    public FilterRequest Request { get; } = request;

    public override bool Write(BatchWriter batch)
    {
        for (int i = 0; i < Request.Entries.Length; i++)
        {
            if (Request.Codes[i].IsFailure())
            {
                continue;
            }

            (byte[] filter, SubscriptionOptions options) = Request.Entries[i];
            byte? kept = Request.IsUnsubscribe ? null : options.Bits;
            batch.Add(new SubscriptionChange(key, filter, kept, Request.SubscriptionId));
        }

        return true;
    }

    public override void Committed() => Request.Session.Post(new Mail(MailKind.Stored, this));
}
