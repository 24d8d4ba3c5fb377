namespace Pmq.Crash.Running;

/// <summary>What is left of a broker when it is killed, and how the next one is told of it.</summary>
internal interface IStorePlace : IDisposable
{
    /// <summary>The broker's options.</summary>
    IReadOnlyList<string> Options { get; }

    /// <summary>Kills the server that keeps the state.</summary>
    void KillServer();

    /// <summary>Starts it again, and returns when it serves.</summary>
    void StartServer();
}
