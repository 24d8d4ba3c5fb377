using System.Text.Unicode;
using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>Whether a payload is what its format indicator says (section 3.3.2.3.2).</summary>
internal static class PayloadFormat
{
    private const int Utf8Text = 1;

    /// <summary>True unless the message calls its payload text and it is not.</summary>
    public static bool Holds(Message message)
    {
        ReadOnlySpan<byte> properties = message.Properties;
        bool saysText = ContainsTextIndicator(properties);
        return !saysText || Utf8.IsValid(message.Payload);
    }

    private static bool ContainsTextIndicator(ReadOnlySpan<byte> properties)
    {
        while (properties.Length >= 2)
        {
            var id = (PropertyId)properties[0];
            if (id == PropertyId.PayloadFormatIndicator)
            {
                return properties[1] == Utf8Text;
            }

            int size = 1 + SizeOfString(properties[1..]);
            size += id == PropertyId.UserProperty ? SizeOfString(properties[size..]) : 0;
            properties = properties[size..];
        }

        return false;
    }

    private static int SizeOfString(ReadOnlySpan<byte> bytes) => sizeof(ushort) + (bytes[0] << 8) + bytes[1];
}
