namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>How the packets of a round reach the broker.</summary>
internal enum Feed
{
    /// <summary>All in one go and one segment.</summary>
    OneBatch,

    /// <summary>All in one go, cut into segments anywhere.</summary>
    Segments,

    /// <summary>Each by itself, and the broker is quiet again before the next.</summary>
    OneByOne,
}
