using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Postgres;

[NeedsProgram(PostgresServer.Program)]
[Collection(PostgresCollection.Name)]
public sealed class PostgresSnapshotTests(PostgresServer server) : SnapshotContract(new PostgresHome(server));
