using System.Runtime.CompilerServices;

namespace Pmq.Broker.Accounting;

/// <summary>A number for each cause of drops.</summary>
/// <remarks>Owner: whoever holds it.</remarks>
[InlineArray(LedgerPage.Causes)]
internal struct LedgerCauses
{
    private long _first;
}
