using System.Text;
using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>Keeps the one answer to a request, and fails the test when there is a second.</summary>
internal sealed class RecordingReply : IAuthenticationReply
{
    public AnswerKind Kind { get; private set; }

    public string? UserName { get; private set; }

    public byte[]? Data { get; private set; }

    public object? State { get; private set; }

    public ReasonCode Reason { get; private set; }

    public string? Text { get; private set; }

    /// <summary>The data as text.</summary>
    public string DataText => Encoding.UTF8.GetString(Data!);

    public static RecordingReply To(IAuthenticator authenticator, AuthenticationRequest request)
    {
        var reply = new RecordingReply();
        authenticator.Authenticate(request, reply);
        Assert.NotEqual(AnswerKind.None, reply.Kind);
        return reply;
    }

    public void Accept(string? userName = null, byte[]? data = null)
    {
        Answer(AnswerKind.Accepted);
        UserName = userName;
        Data = data;
    }

    public void Continue(byte[] data, object? state)
    {
        Answer(AnswerKind.Continued);
        Data = data;
        State = state;
    }

    public void Refuse(ReasonCode reason, string? text = null)
    {
        Answer(AnswerKind.Refused);
        Reason = reason;
        Text = text;
    }

    public void AssertAccepted(string? userName)
    {
        Assert.Equal(AnswerKind.Accepted, Kind);
        Assert.Equal(userName, UserName);
    }

    public void AssertContinued() => Assert.Equal(AnswerKind.Continued, Kind);

    public void AssertRefused(ReasonCode reason, string? text)
    {
        Assert.Equal(AnswerKind.Refused, Kind);
        Assert.Equal(reason, Reason);
        Assert.Equal(text, Text);
    }

    private void Answer(AnswerKind kind)
    {
        Assert.Equal(AnswerKind.None, Kind);
        Kind = kind;
    }
}
