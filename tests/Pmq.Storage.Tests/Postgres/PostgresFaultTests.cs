using Npgsql;
using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresFaultTests(PostgresServer server)
{
    private static readonly StoredSession Session = new(1, "client", 60, 0, 0, default);

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_connection_that_is_cut_between_batches_is_opened_again()
    {
        using var home = new PostgresHome(server);
        using var store = new OpenedStore(home.Make());
        store.Commit(Put);
        home.CutConnections();

        (StoreOutcome outcome, string? reason) = store.TryCommit(_ => { });

        Assert.Equal(StoreOutcome.Failed, outcome);
        Assert.NotNull(reason);
        store.Commit(_ => { });
        Assert.Equal(2, home.Number("SELECT batch FROM node"));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_reader_that_is_cut_is_opened_again()
    {
        using var home = new PostgresHome(server);
        using var store = new OpenedStore(home.Make());
        home.CutConnections();

        Assert.Equal(StoreOutcome.Failed, store.TryRead(1, 1, 9).Outcome);
        Assert.Equal(StoreOutcome.Committed, store.TryRead(1, 1, 9).Outcome);
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public async Task A_connection_that_is_cut_in_the_middle_of_a_batch_leaves_nothing_of_it()
    {
        using var home = new PostgresHome(server);
        using var store = new OpenedStore(home.Make());
        await using NpgsqlConnection other = home.Open();
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE session IN EXCLUSIVE MODE", other, transaction);
        await command.ExecuteNonQueryAsync();

        Task<(StoreOutcome Outcome, string? Reason)> answer = Task.Run(() => store.TryCommit(Put));
        home.WaitForWaiting();
        home.CutConnections();

        Assert.Equal(StoreOutcome.Failed, (await answer).Outcome);
        await transaction.RollbackAsync();
        Assert.Equal(0, home.RowCount());
        store.Commit(Put);
        Assert.Equal(1, home.RowCount());
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_batch_whose_answer_is_lost_is_settled_by_its_number()
    {
        using var home = new PostgresHome(server);
        using var proxy = new AnswerLosingProxy(server.Port, "COMMIT"u8.ToArray());
        using var store = new OpenedStore(PostgresStore.Create(home.ConnectionStringAt(proxy.Port)));
        proxy.LoseNextAnswer();

        Assert.Equal(StoreOutcome.Unknown, store.TryCommit(Put).Outcome);
        Assert.Equal(1, home.Number("SELECT batch FROM node"));
        Assert.Equal(StoreOutcome.Committed, store.TryCommit(Put, number: 1, isRepeat: true).Outcome);

        store.Commit(_ => { });
        Assert.Equal(1, home.RowCount());
        Assert.Equal(2, home.Number("SELECT batch FROM node"));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_store_that_lost_its_connection_and_then_the_node_is_fenced()
    {
        using var home = new PostgresHome(server);
        using var store = new OpenedStore(home.Make());
        home.CutConnections();
        using var other = new OpenedStore(home.Make());

        Assert.Equal(StoreOutcome.Failed, store.TryCommit(Put).Outcome);
        Assert.Equal(StoreOutcome.Fenced, store.TryCommit(Put).Outcome);

        other.Commit(Put);
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_server_that_crashed_and_came_back_goes_on_where_it_was()
    {
        using var home = new PostgresHome(server);
        using var store = new OpenedStore(home.Make());
        store.Commit(Put);
        server.Kill();
        try
        {
            Assert.NotEqual(StoreOutcome.Committed, store.TryCommit(_ => { }).Outcome);
            Assert.Equal(StoreOutcome.Failed, store.TryCommit(_ => { }, isRepeat: true).Outcome);
            Assert.Equal(StoreOutcome.Failed, store.TryRead(1, 1, 9).Outcome);
        }
        finally
        {
            server.Start();
        }

        Assert.Equal(StoreOutcome.Committed, store.TryCommit(_ => { }, isRepeat: true).Outcome);
        Assert.Equal(StoreOutcome.Committed, store.TryRead(1, 1, 9).Outcome);
        Assert.Equal(2, home.Number("SELECT batch FROM node"));
        Assert.Equal(1, home.RowCount());
    }

    private static void Put(StoreBatch batch) => batch.Sessions.Add(Session);
}
