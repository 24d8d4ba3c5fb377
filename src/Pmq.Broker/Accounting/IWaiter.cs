namespace Pmq.Broker.Accounting;

/// <summary>Somebody who stopped and goes on when told.</summary>
internal interface IWaiter
{
    /// <summary>Goes on. May be called from any thread, also before it has fully stopped.</summary>
    void Resume();
}
