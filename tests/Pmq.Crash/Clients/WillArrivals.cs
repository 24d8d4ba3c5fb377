using System.Globalization;
using System.Text;
using Pmq.Crash.Books;

namespace Pmq.Crash.Clients;

/// <summary>Enters the wills that <see cref="Mortal"/> has made.</summary>
internal sealed class WillArrivals(Wills wills) : IArrivals
{
    public const string Filter = "w/#";

    public static string TopicOf(string clientId) => "w/" + clientId;

    public static string PayloadOf(string clientId, int life) =>
        string.Create(CultureInfo.InvariantCulture, $"{clientId} {life}");

    public string? Take(ReadOnlySpan<byte> payload)
    {
        string text = Encoding.UTF8.GetString(payload);
        if (text.Split(' ') is not [{ } clientId, { } life] || !int.TryParse(life, out int number))
        {
            return $"a will was not as it was sent: {text}";
        }

        wills.Publish(clientId, number);
        return null;
    }
}
