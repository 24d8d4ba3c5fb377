namespace Pmq.Broker.Connections;

/// <summary>What follows a packet within a batch.</summary>
internal enum Step : byte
{
    /// <summary>The next packet.</summary>
    Next,

    /// <summary>Nothing until reading is resumed.</summary>
    Pause,

    /// <summary>Nothing until reading is resumed, and then this packet again.</summary>
    PauseBefore,

    /// <summary>Nothing any more.</summary>
    Stop,
}
