using Pmq.Broker.Turns;

namespace Pmq.Broker.Authentication;

/// <summary>
/// The server's half of a nonce: printable ASCII without the comma. Every character carries at least 6.4 bits, all of
/// them over 190, so none comes twice.
/// </summary>
internal static class ScramNonce
{
    public const int Length = 30;

    private const int First = '!';
    private const int Letters = '~' - '!';

    public static void Fill(Span<byte> nonce, IRandomSource random)
    {
        random.Fill(nonce);
        for (int i = 0; i < nonce.Length; i++)
        {
            int letter = First + (nonce[i] % Letters);
            nonce[i] = (byte)(letter >= ',' ? letter + 1 : letter);
        }
    }
}
