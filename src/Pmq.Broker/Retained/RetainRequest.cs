using Pmq.Broker.Messages;

namespace Pmq.Broker.Retained;

/// <summary>A message to be retained, or to delete one when it is empty.</summary>
/// <param name="Message">The message.</param>
/// <param name="Generation">The route table's generation that it was matched with.</param>
internal readonly record struct RetainRequest(Message Message, long Generation);
