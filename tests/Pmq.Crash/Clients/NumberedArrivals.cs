using System.Buffers.Text;
using System.Text;
using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>Enters what <see cref="NumberedMessages"/> has made into the book of its publisher.</summary>
internal sealed class NumberedArrivals(IReadOnlyList<ReceivedMessages?> books) : IArrivals
{
    public string? Take(ReadOnlySpan<byte> payload)
    {
        if (!TryNumber(ref payload, out int publisher)
            || !TryNumber(ref payload, out int qos)
            || !TryNumber(ref payload, out int number)
            || payload.ContainsAnyExcept((byte)'.'))
        {
            return $"a message was not as it was sent: {Encoding.UTF8.GetString(payload)}";
        }

        if (books[publisher] is not { } book)
        {
            return $"a message came that was not subscribed to, of publisher {publisher}";
        }

        book.Add((QoS)qos, number);
        return null;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> rest, out int number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out int size) || size == rest.Length || rest[size] != ' ')
        {
            return false;
        }

        rest = rest[(size + 1)..];
        return true;
    }
}
