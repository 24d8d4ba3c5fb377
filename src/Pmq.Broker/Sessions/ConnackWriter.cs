using System.Buffers;
using System.Text;
using Pmq.Broker.Connections;
using Pmq.Broker.Options;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>Writes the CONNACK that grants a session, with all that the client has to know.</summary>
internal static class ConnackWriter
{
    /// <summary>Writes the packet.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="claim">What was asked for.</param>
    /// <param name="granted">What is granted.</param>
    /// <param name="services">What the node offers.</param>
    public static void Write(
        IBufferWriter<byte> output, SessionClaim claim, in SessionGrant granted, BrokerServices services)
    {
        if (!claim.Request.IsMqtt5)
        {
            // MQTT 3.1 has no session present flag; its byte is reserved.
            bool tells = claim.Request.Version != ProtocolVersion.Mqtt31;
            ConnackEncoder.Write(output, ConnectReturnCode.Accepted, tells && granted.SessionPresent);
            return;
        }

        ReadOnlySpan<byte> properties = services.OfferedProperties;
        if (HasMore(claim, granted, services.Options))
        {
            properties = AllProperties(claim, granted, services);
        }

        ConnackEncoder.Write(output, ReasonCode.Success, granted.SessionPresent, properties);
    }

    /// <summary>The properties that every 5.0 client of the node is told.</summary>
    public static byte[] Offered(BrokerOptions options)
    {
        var properties = new ArrayBufferWriter<byte>();
        AddOffered(new PropertyWriter(properties), options);
        return properties.WrittenSpan.ToArray();
    }

    /// <summary>True when the packet stays within the client's maximum packet size [MQTT-3.1.2-24].</summary>
    public static bool Fits(SessionClaim claim, BrokerServices services)
    {
        ConnectRequest request = claim.Request;
        if (request.Terms.MaximumPacketSize == int.MaxValue)
        {
            return true;
        }

        if (request.ClientId.Length == 0)
        {
            request = request with { ClientId = new string('x', Registrar.NewIdLength) };
            claim = claim with { Request = request, IdentifierIsAssigned = true };
        }

        var output = new ArrayBufferWriter<byte>();
        Write(output, claim, SessionGrant.Of(request, services.Options, sessionPresent: false), services);
        return output.WrittenCount <= request.Terms.MaximumPacketSize;
    }

    /// <summary>True when there is something to tell this client alone.</summary>
    private static bool HasMore(SessionClaim claim, in SessionGrant granted, BrokerOptions options) =>
        claim.IdentifierIsAssigned
        || TellsResponseInformation(claim, options)
        || claim.Request.Terms.AuthenticationMethod is not null
        || granted.SessionExpiry != claim.Request.SessionExpiry
        || granted.KeepAlive != claim.Request.KeepAlive;

    private static byte[] AllProperties(SessionClaim claim, in SessionGrant granted, BrokerServices services)
    {
        BrokerOptions options = services.Options;
        var properties = new ArrayBufferWriter<byte>();
        var writer = new PropertyWriter(properties);
        AddGranted(writer, claim, granted);
        properties.Write(services.OfferedProperties);
        if (TellsResponseInformation(claim, options))
        {
            writer.Add(PropertyId.ResponseInformation, Encoding.UTF8.GetBytes(options.Connection.ResponseInformation));
        }

        if (claim.Request.Terms.AuthenticationMethod is { } method)
        {
            AuthenticationPackets.WriteProperties(writer, method, claim.AuthenticationData);
        }

        return properties.WrittenSpan.ToArray();
    }

    private static bool TellsResponseInformation(SessionClaim claim, BrokerOptions options) =>
        claim.Request.WantsResponseInformation && options.Connection.ResponseInformation.Length > 0;

    private static void AddGranted(PropertyWriter writer, SessionClaim claim, in SessionGrant granted)
    {
        if (granted.SessionExpiry != claim.Request.SessionExpiry)
        {
            writer.Add(PropertyId.SessionExpiryInterval, granted.SessionExpiry);
        }

        if (claim.IdentifierIsAssigned)
        {
            writer.Add(PropertyId.AssignedClientIdentifier, Encoding.UTF8.GetBytes(claim.Request.ClientId));
        }

        if (granted.KeepAlive != claim.Request.KeepAlive)
        {
            writer.Add(PropertyId.ServerKeepAlive, (uint)granted.KeepAlive);
        }
    }

    /// <summary>Only what differs from what the standard presumes is told.</summary>
    private static void AddOffered(PropertyWriter writer, BrokerOptions options)
    {
        AddUnless(writer, PropertyId.ReceiveMaximum, options.Connection.ReceiveMaximum, ushort.MaxValue);
        AddUnless(writer, PropertyId.MaximumQoS, options.Message.QosMax, (int)QoS.ExactlyOnce);
        AddUnless(writer, PropertyId.RetainAvailable, options.Message.Retain ? 1 : 0, 1);
        writer.Add(PropertyId.MaximumPacketSize, (uint)options.Connection.PacketBytesMax);
        AddUnless(writer, PropertyId.TopicAliasMaximum, options.Connection.TopicAliasMaximum, 0);
        AddUnless(writer, PropertyId.WildcardSubscriptionAvailable, options.Subscription.Wildcards ? 1 : 0, 1);
        AddUnless(writer, PropertyId.SubscriptionIdentifierAvailable, options.Subscription.Identifiers ? 1 : 0, 1);
        AddUnless(writer, PropertyId.SharedSubscriptionAvailable, options.Subscription.Shared ? 1 : 0, 1);
    }

    private static void AddUnless(PropertyWriter writer, PropertyId id, int value, int presumed)
    {
        if (value != presumed)
        {
            writer.Add(id, (uint)value);
        }
    }
}
