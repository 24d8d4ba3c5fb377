using Pmq.LoadGen.Ledgers;

namespace Pmq.LoadGen.Traffic;

/// <summary>What one subscriber subscribes to, and the book of what it should get.</summary>
internal sealed record SubscriberPlan(IReadOnlyList<string> Filters, IDeliveryLedger Ledger);
