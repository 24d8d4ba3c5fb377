using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.PropertyPlace;

namespace Pmq.Protocol.Tests;

/// <summary>Every property of 5.0 in every packet that has properties: where it is allowed, where not, and twice.</summary>
internal static class PropertyMatrix
{
    private const string WrongPlace = "2.2.2.2";
    private const string Twice = "2.2.2.2";

    /// <summary>Table 2-4 of the standard: a sample of each property, and the packets that may carry it.</summary>
    public static IReadOnlyList<(string Sample, string Meaning, PropertyPlace[] Places)> Properties { get; } =
    [
        ("01 00", "PayloadFormatIndicator=0", [PublishPlace, WillPlace]),
        ("02 0000003C", "MessageExpiryInterval=60", [PublishPlace, WillPlace]),
        ("03 'text'", "ContentType='text'", [PublishPlace, WillPlace]),
        ("08 'r/1'", "ResponseTopic='r/1'", [PublishPlace, WillPlace]),
        ("09 [00 FF]", @"CorrelationData='\x00\xFF'", [PublishPlace, WillPlace]),
        ("0B 80 01", "SubscriptionIdentifier=128", [PublishPlace, SubscribePlace]),
        ("11 0000003C", "SessionExpiryInterval=60", [ConnectPlace, ConnackPlace, DisconnectPlace]),
        ("12 'x'", "AssignedClientIdentifier='x'", [ConnackPlace]),
        ("13 0000", "ServerKeepAlive=0", [ConnackPlace]),
        ("15 'm'", "AuthenticationMethod='m'", [ConnectPlace, ConnackPlace, AuthPlace]),
        ("16 [01]", @"AuthenticationData='\x01'", [ConnectPlace, ConnackPlace, AuthPlace]),
        ("17 00", "RequestProblemInformation=0", [ConnectPlace]),
        ("18 FFFFFFFF", "WillDelayInterval=4294967295", [WillPlace]),
        ("19 01", "RequestResponseInformation=1", [ConnectPlace]),
        ("1A 'r/'", "ResponseInformation='r/'", [ConnackPlace]),
        ("1C 's'", "ServerReference='s'", [ConnackPlace, DisconnectPlace]),
        ("1F 'why'", "ReasonString='why'", Answers),
        ("21 0001", "ReceiveMaximum=1", [ConnectPlace, ConnackPlace]),
        ("22 FFFF", "TopicAliasMaximum=65535", [ConnectPlace, ConnackPlace]),
        ("23 0001", "TopicAlias=1", [PublishPlace]),
        ("24 00", "MaximumQoS=0", [ConnackPlace]),
        ("25 01", "RetainAvailable=1", [ConnackPlace]),
        ("26 'k' 'v'", "UserProperty='k':'v'", PropertyPlace.All),
        ("27 FFFFFFFF", "MaximumPacketSize=4294967295", [ConnectPlace, ConnackPlace]),
        ("28 01", "WildcardSubscriptionAvailable=1", [ConnackPlace]),
        ("29 01", "SubscriptionIdentifierAvailable=1", [ConnackPlace]),
        ("2A 01", "SharedSubscriptionAvailable=1", [ConnackPlace]),
    ];

    public static VectorTable Vectors { get; } = Make();

    private static VectorTable Make()
    {
        var table = new VectorTable();
        foreach ((string sample, string meaning, PropertyPlace[] places) in Properties)
        {
            foreach (PropertyPlace place in PropertyPlace.All)
            {
                if (places.Contains(place))
                {
                    AddAllowed(table, place, sample, meaning);
                }
                else
                {
                    table.Add(Versions.V5, place.Sender, place.With(sample), 0x81, WrongPlace);
                }
            }
        }

        return table;
    }

    private static void AddAllowed(VectorTable table, PropertyPlace place, string sample, string meaning)
    {
        // Data needs its method, an AUTH too, and some properties bind one side.
        bool isData = sample.StartsWith("16", StringComparison.Ordinal);
        bool isMethod = sample.StartsWith("15", StringComparison.Ordinal);
        bool needsMethod = isData || (place == AuthPlace && !isMethod);
        PacketSender sender = sample[..2] switch
        {
            "0B" when place == PublishPlace => Server,
            "1C" when place == DisconnectPlace => Server,
            _ => place.Sender,
        };
        string before = needsMethod ? "15 'm' " : "";
        string meaningBefore = needsMethod ? "AuthenticationMethod='m', " : "";
        table.Add(Versions.V5, sender, place.With(before + sample), place.Means($"{meaningBefore}{meaning}"));

        string two = place.With($"{before}{sample} {sample}");
        bool mayRepeat = sample.StartsWith("26", StringComparison.Ordinal)
            || (sample.StartsWith("0B", StringComparison.Ordinal) && place == PublishPlace);
        if (mayRepeat)
        {
            table.Add(Versions.V5, sender, two, place.Means($"{meaningBefore}{meaning}, {meaning}"));
        }
        else
        {
            table.Add(Versions.V5, sender, two, 0x82, Twice);
        }
    }
}
