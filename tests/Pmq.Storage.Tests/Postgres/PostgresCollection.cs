namespace Pmq.Storage.Tests.Postgres;

/// <summary>The tests that share one server. It is started by the first of them that is not skipped.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
