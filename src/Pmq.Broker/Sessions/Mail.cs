using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>One mail to a session. What the fields hold depends on the kind.</summary>
public readonly struct Mail
{
    /// <summary>A mail with objects.</summary>
    public Mail(MailKind kind, object? body = null, object? extra = null, int number = 0)
    {
        Kind = kind;
        Body = body;
        Extra = extra;
        Number = number;
    }

    /// <summary>A mail about packet identifiers that follow each other.</summary>
    public Mail(MailKind kind, in AckRun run, object? body = null)
    {
        Kind = kind;
        Body = body;
        Number = (run.Count << 16) | run.First;
        Type = run.Type;
        Reason = run.Reason;
    }

    /// <summary>What it is about.</summary>
    public MailKind Kind { get; }

    /// <summary>A number that belongs to the kind.</summary>
    public int Number { get; }

    /// <summary>The main object.</summary>
    public object? Body { get; }

    /// <summary>A second object.</summary>
    public object? Extra { get; }

    /// <summary>The packet identifiers of a mail that is about them.</summary>
    public AckRun Run => new(Type, Reason, (ushort)Number, (int)((uint)Number >> 16));

    private PacketType Type { get; }

    private ReasonCode Reason { get; }
}
