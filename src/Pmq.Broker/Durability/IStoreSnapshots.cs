namespace Pmq.Broker.Durability;

/// <summary>A store that can be looked at beside the node that has it, without taking it over.</summary>
public interface IStoreSnapshots
{
    /// <summary>
    /// What is committed now. It stays as it is while the store goes on, which keeps what it holds for so long: it
    /// should be disposed of soon.
    /// </summary>
    /// <exception cref="System.IO.IOException">The store can't be read; the message says why.</exception>
    IStoreSnapshot TakeSnapshot();
}
