namespace Pmq.LoadGen.Ledgers;

/// <summary>Keeps book of what one subscriber received.</summary>
internal interface IDeliveryLedger
{
    /// <summary>Deliveries that came before.</summary>
    long Duplicated { get; }

    /// <summary>Deliveries that came after a later one of the same publisher.</summary>
    long Reordered { get; }

    /// <summary>Enters one delivery.</summary>
    void Enter(int publisher, uint sequence);
}
