namespace Pmq.Broker.Routing;

/// <summary>The FNV-1a hash: the same on every run and on every node, which the runtime's own hashes are not.</summary>
internal static class Fnv
{
    private const uint Offset = 2_166_136_261;
    private const uint Prime = 16_777_619;

    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = Offset;
        foreach (byte value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
