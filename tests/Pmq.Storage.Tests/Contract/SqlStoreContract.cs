using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

/// <summary>What stores in databases do besides, because they have threads of their own and are closed.</summary>
public abstract class SqlStoreContract(IStoreHome home) : StoreContract(home)
{
    private const int Batches = 300;

    [StoreFact]
    public void A_closed_store_fails_what_it_is_asked()
    {
        Store.Dispose();

        Assert.Equal((StoreOutcome.Failed, "the store is closed"), Store.TryCommit(_ => { }));
        Assert.Equal(StoreOutcome.Failed, Store.TryRead(1, 1, 1).Outcome);
    }

    [StoreFact]
    public async Task Pages_that_are_read_beside_commits_hold_whole_rows_in_sequence()
    {
        Task<int> reading = Task.Run(ReadUntilTheEnd);
        for (int i = 1; i <= Batches; i++)
        {
            Store.Commit(batch =>
            {
                Queue(batch, 1, Row(1, batch.Number, batch.Number, "e"));
                Add(batch.Progress, new QueueProgress(1, batch.Number - 3, []));
            });
        }

        Assert.True(await reading.WaitAsync(OpenedStore.Patience) > 0);
    }

    private int ReadUntilTheEnd()
    {
        int pages = 0;
        while (true)
        {
            IList<QueueRow> rows = Store.Read(1, 1, long.MaxValue);
            Assert.All(rows, row => Assert.Equal("shared", Bytes.Text(row.Messages)));
            Assert.All(rows.Index(), row => Assert.Equal(rows[0].Span.First + row.Index, row.Item.Span.First));
            pages += rows.Count > 0 ? 1 : 0;
            if (rows.Count > 0 && rows[^1].Span.Last == Batches)
            {
                return pages;
            }
        }
    }
}
