namespace Pmq.Broker.Routing;

/// <summary>One mail to the router.</summary>
internal readonly record struct RouterMail(RouterMailKind Kind, object? Body = null, long Generation = 0);
