namespace Pmq.Broker.Sessions;

/// <summary>One mail to the registrar.</summary>
internal readonly record struct RegistrarMail(RegistrarMailKind Kind, object? Body = null, int Number = 0);
