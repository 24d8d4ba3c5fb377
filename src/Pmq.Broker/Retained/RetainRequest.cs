using Pmq.Broker.Messages;

namespace Pmq.Broker.Retained;

/// <summary>Messages of one topic of which the last is to be retained, or deletes when it is empty.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Generation">The route table's generation that they were matched with.</param>
internal readonly record struct RetainRequest(MessageBlock Messages, long Generation);
