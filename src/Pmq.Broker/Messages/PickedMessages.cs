namespace Pmq.Broker.Messages;

/// <summary>Those messages of a block that a shared group picked for one member.</summary>
/// <param name="Block">The block.</param>
/// <param name="Offsets">Where the messages begin in it.</param>
/// <remarks>Owner: immutable.</remarks>
internal sealed record PickedMessages(MessageBlock Block, int[] Offsets);
