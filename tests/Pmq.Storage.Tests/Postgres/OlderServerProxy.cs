namespace Pmq.Storage.Tests.Postgres;

/// <summary>Has a server say that it is of version 14.</summary>
internal sealed class OlderServerProxy(int serverPort) : ServerProxy(serverPort)
{
    protected override IRelay NewRelay() => new Relay();

    private sealed class Relay : IRelay
    {
        public bool Request(Span<byte> bytes) => true;

        public bool Answer(Span<byte> bytes)
        {
            ReadOnlySpan<byte> name = "server_version\0"u8;
            int at = bytes.IndexOf(name);
            if (at >= 0)
            {
                "14"u8.CopyTo(bytes[(at + name.Length)..]);
            }

            return true;
        }
    }
}
