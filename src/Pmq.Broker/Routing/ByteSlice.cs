namespace Pmq.Broker.Routing;

/// <summary>A part of an array that nobody changes: a filter in the bytes a client sent, or one level of it.</summary>
/// <remarks>Owner: immutable.</remarks>
internal readonly struct ByteSlice(byte[] source, int start, int length)
{
    private readonly byte[] _source = source;
    private readonly int _start = start;

    /// <summary>The whole array.</summary>
    public ByteSlice(byte[] source)
        : this(source, 0, source.Length)
    {
    }

    public int Length { get; } = length;

    public ReadOnlySpan<byte> Span => _source.AsSpan(_start, Length);

    public ByteSlice Slice(int start, int length) => new(_source, _start + start, length);
}
