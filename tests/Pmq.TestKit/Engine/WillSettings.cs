using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>The will in a test client's CONNECT.</summary>
public sealed record WillSettings(
    string Topic, string Payload, QoS QoS = QoS.AtMostOnce, bool Retain = false, byte[]? Properties = null);
