namespace Pmq.Broker.Connections;

/// <summary>
/// A stop of a read loop that another actor ends. The read loop begins it and then looks again whether it is still
/// needed, because the other may have been quicker; a resumption too many only makes the loop look once more.
/// </summary>
/// <remarks>Owner: read loop; <see cref="End"/> is the other's.</remarks>
internal struct ReadPause
{
    private int _isOn;

    /// <summary>The read loop is about to stop.</summary>
    public void Begin() => Interlocked.Exchange(ref _isOn, 1);

    /// <summary>It need not stop after all.</summary>
    public void Withdraw() => Interlocked.Exchange(ref _isOn, 0);

    /// <summary>What it stopped for is over: reading goes on if it did stop.</summary>
    public void End(IClientOutlet outlet)
    {
        if (Interlocked.Exchange(ref _isOn, 0) == 1)
        {
            outlet.ResumeReading();
        }
    }
}
