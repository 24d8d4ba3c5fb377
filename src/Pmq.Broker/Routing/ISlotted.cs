namespace Pmq.Broker.Routing;

/// <summary>
/// Something that remembers its place in a <see cref="SlotArray{T}"/>, so that nobody searches for it.
/// </summary>
internal interface ISlotted
{
    /// <summary>The place. Only the writer may look at it.</summary>
    int Slot { get; set; }
}
