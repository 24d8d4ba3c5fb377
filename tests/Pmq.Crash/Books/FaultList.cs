namespace Pmq.Crash.Books;

/// <summary>What clients have found wrong while the run went on.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults];
            }
        }
    }

    public void Add(string fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }
}
