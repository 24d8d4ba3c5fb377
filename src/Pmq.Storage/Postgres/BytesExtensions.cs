using System.Runtime.InteropServices;

namespace Pmq.Storage.Postgres;

/// <summary>Bytes in the form that database drivers take.</summary>
internal static class BytesExtensions
{
    /// <summary>The array itself when the memory is all of it, a copy otherwise. Nobody may write to it.</summary>
    public static byte[] AsArray(this ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            && segment.Array is { } array && segment.Offset == 0 && segment.Count == array.Length
            ? array
            : bytes.ToArray();
}
