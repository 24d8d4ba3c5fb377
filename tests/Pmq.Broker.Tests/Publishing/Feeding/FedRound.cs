namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>What happens between two moments of quiet.</summary>
/// <param name="Packets">What each publisher sends.</param>
/// <param name="Sticks">Subscribers, by number, whose sockets take nothing until everything was sent.</param>
/// <param name="Turns">Subscribers who leave, or come back if they are away.</param>
/// <param name="Drains">Whether subscribers acknowledge in the end.</param>
/// <param name="Releases">Whether publishers go on with QoS 2 in the end.</param>
/// <param name="SecondsAfter">How much time passes at last.</param>
internal sealed record FedRound(
    List<byte[]>[] Packets, int[] Sticks, int[] Turns, bool Drains, bool Releases, int SecondsAfter);
