using Pmq.LoadGen.Io;

namespace Pmq.LoadGen.Clients;

/// <summary>Closes many clients.</summary>
internal static class Closing
{
    /// <summary>Closes all and returns how many were open until then.</summary>
    public static Task<int> AllAsync(EventLoop loop, IEnumerable<Client> clients) => loop.AskAsync(() =>
    {
        int open = 0;
        foreach (Client client in clients)
        {
            open += client.IsOpen ? 1 : 0;
            client.Close();
        }

        return open;
    });
}
