namespace Pmq.Storage.Tests.Postgres;

/// <summary>
/// When it is told to, it passes the next request that holds certain bytes on, and when the server has answered it, it
/// closes the connection instead of passing the answer back.
/// </summary>
internal sealed class AnswerLosingProxy(int serverPort, byte[] mark) : ServerProxy(serverPort)
{
    private volatile bool _isArmed;

    public void LoseNextAnswer() => _isArmed = true;

    protected override IRelay NewRelay() => new Relay(this, mark);

    private sealed class Relay(AnswerLosingProxy proxy, byte[] mark) : IRelay
    {
        private volatile bool _isLosing;

        public bool Request(Span<byte> bytes)
        {
            if (proxy._isArmed && bytes.IndexOf(mark) >= 0)
            {
                proxy._isArmed = false;
                _isLosing = true;
            }

            return true;
        }

        public bool Answer(Span<byte> bytes) => !_isLosing;
    }
}
