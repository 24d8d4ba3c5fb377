namespace Pmq.Broker.Options;

/// <summary>How much is done in one go, so that nobody keeps a thread from the others.</summary>
public sealed record TurnOptions
{
    /// <summary>How many mails an actor takes in a turn.</summary>
    public int MailsMax { get; init; } = 512;

    /// <summary>
    /// How many bytes a session writes in a turn: as many as a socket's pipe takes before it asks for a pause.
    /// </summary>
    public int WriteBytesMax { get; init; } = 64 * 1024;

    /// <summary>How many bytes of one connection are worked on before others get their turn.</summary>
    public int ReadBytesMax { get; init; } = 256 * 1024;

    /// <summary>
    /// How many messages may lie before a session's turn; its publishers are not read from while more do.
    /// </summary>
    public int BacklogMax { get; init; } = 16 * 1024;
}
