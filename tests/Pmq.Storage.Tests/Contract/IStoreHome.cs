using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

/// <summary>Where a test's stores keep what they keep.</summary>
public interface IStoreHome : IDisposable
{
    /// <summary>A store on what is there.</summary>
    IStore Make();

    /// <summary>One that does not mind another store being open.</summary>
    IStore MakeIntruder();

    /// <summary>
    /// How many rows there are in the tables that hold what batches brought; 0 where there are no tables.
    /// </summary>
    long RowCount();
}
