using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Sqlite;

public sealed class SqliteContractTests() : SqlStoreContract(new SqliteHome());
