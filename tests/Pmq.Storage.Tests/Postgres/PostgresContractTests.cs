using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Postgres;

[NeedsProgram(PostgresServer.Program)]
[Collection(PostgresCollection.Name)]
public sealed class PostgresContractTests(PostgresServer server) : SqlStoreContract(new PostgresHome(server));
