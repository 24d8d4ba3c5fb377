using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Sqlite;

public sealed class SqliteSnapshotTests() : SnapshotContract(new SqliteHome());
