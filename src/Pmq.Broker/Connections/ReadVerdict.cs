namespace Pmq.Broker.Connections;

/// <summary>What the read loop is to do after a batch.</summary>
public enum ReadVerdict : byte
{
    /// <summary>Every whole packet was taken; wait for more bytes.</summary>
    Continue,

    /// <summary>Enough for one go; whole packets are left.</summary>
    Yield,

    /// <summary>Stop until <see cref="IClientOutlet.ResumeReading"/>, then give what is left again.</summary>
    Pause,

    /// <summary>Nothing more will be read; end the read loop.</summary>
    Stop,
}
