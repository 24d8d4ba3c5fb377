namespace Pmq.Protocol.Tests;

/// <summary>The whole table.</summary>
internal static class AllVectors
{
    /// <summary>The rows written by hand.</summary>
    public static IReadOnlyList<PacketVector> Written { get; } =
    [
        .. FixedHeaderVectors.All,
        .. TextVectors.All,
        .. ConnectVectors.Valid,
        .. ConnectVectors.Refused,
        .. ConnackVectors.All,
        .. PublishVectors.Valid,
        .. PublishVectors.Refused,
        .. AckVectors.All,
        .. SubscribeVectors.Valid,
        .. SubscribeVectors.Refused,
        .. SubackVectors.All,
        .. ControlVectors.Ping,
        .. ControlVectors.Disconnect,
        .. ControlVectors.Auth,
    ];

    /// <summary>Those, and each property in each packet.</summary>
    public static IReadOnlyList<PacketVector> Every { get; } = [.. Written, .. PropertyMatrix.Vectors];

    private static readonly Dictionary<string, PacketVector> ByName = Every.ToDictionary(vector => vector.Name);

    public static PacketVector Named(string name) => ByName[name];

    public static TheoryData<string> Names(Func<PacketVector, bool> which) =>
        [.. Every.Where(which).Select(vector => vector.Name)];
}
