namespace Pmq.Crash.Books;

/// <summary>A number that several threads count up.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class Tally
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Count() => Interlocked.Increment(ref _value);
}
