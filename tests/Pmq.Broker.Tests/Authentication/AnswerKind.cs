namespace Pmq.Broker.Tests.Authentication;

public enum AnswerKind
{
    None,
    Accepted,
    Continued,
    Refused,
}
