using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>Takes a packet that was received.</summary>
internal delegate void FrameHandler(in Frame frame);
