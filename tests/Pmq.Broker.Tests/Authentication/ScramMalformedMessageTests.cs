using System.Text;
using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Authentication;

public sealed class ScramMalformedMessageTests
{
    private const string LongEnoughProof = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Theory]
    [InlineData("hello", RefusalTexts.Malformed)]
    [InlineData("n", RefusalTexts.Malformed)]
    [InlineData("n,", RefusalTexts.Malformed)]
    [InlineData("n,,", RefusalTexts.Malformed)]
    [InlineData(",,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("x,,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("N,,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,", RefusalTexts.Malformed)]
    [InlineData("n,,n=,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,r=abc,n=ada", RefusalTexts.Malformed)]
    [InlineData("n,,u=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,n=ada", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=a b", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=ä", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=a\u007f", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=abc,", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=abc,x", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=abc,x=", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=abc,1=x", RefusalTexts.Malformed)]
    [InlineData("n,,n=ada,r=abc,x=y\0", RefusalTexts.Malformed)]
    [InlineData("n,,n=a=b,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=a=,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=a=2,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=a=2c,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=a=3d,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=a=41,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,,n=a\u0007,r=abc", RefusalTexts.BadUserName)]
    [InlineData("n,,n=\u00AD,r=abc", RefusalTexts.BadUserName)]
    [InlineData("n,x=ada,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,a=,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,a==,n=ada,r=abc", RefusalTexts.Malformed)]
    [InlineData("n,a=bob,n=ada,r=abc", RefusalTexts.OtherIdentity)]
    [InlineData("p=tls-unique,,n=ada,r=abc", RefusalTexts.ChannelBinding)]
    [InlineData("p=tls-exporter,,n=ada,r=abc", RefusalTexts.ChannelBinding)]
    [InlineData("p=", RefusalTexts.ChannelBinding)]
    [InlineData("n,,m=x,n=ada,r=abc", RefusalTexts.MandatoryExtension)]
    [InlineData("n,,n=ada,r=abc,m=x", RefusalTexts.MandatoryExtension)]
    [InlineData("n,,n=ada,r=abc,x=y,m=x", RefusalTexts.MandatoryExtension)]
    public void A_bad_first_message_is_refused(string message, string text) =>
        new ScramConversation(ScramAccounts.Mechanism()).Step(message).AssertRefused(ReasonCode.NotAuthorized, text);

    [Theory]
    [InlineData("", RefusalTexts.NoData)]
    [InlineData("hello", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r}", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p=", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p=AAAA", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p=****************************************AAA=", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p=AAAA\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p={p}\n", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},p={p},x=y", RefusalTexts.Malformed)]
    [InlineData("c=biws,p={p},r={r}", RefusalTexts.Malformed)]
    [InlineData("p={p},c=biws,r={r}", RefusalTexts.Malformed)]
    [InlineData("r={r},c=biws,p={p}", RefusalTexts.Malformed)]
    [InlineData("c=biws,p={p}", RefusalTexts.Malformed)]
    [InlineData("r={r},p={p}", RefusalTexts.Malformed)]
    [InlineData("c=,r={r},p={p}", RefusalTexts.Malformed)]
    [InlineData("c=biws,r=,p={p}", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},,p={p}", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},x,p={p}", RefusalTexts.Malformed)]
    [InlineData("c=biws,r={r},x=\0,p={p}", RefusalTexts.Malformed)]
    [InlineData("m=x,c=biws,r={r},p={p}", RefusalTexts.MandatoryExtension)]
    [InlineData("c=biws,r={r},m=x,p={p}", RefusalTexts.MandatoryExtension)]
    [InlineData("c=eSws,r={r},p={p}", RefusalTexts.OtherHeader)]
    [InlineData("c=biwsAAAA,r={r},p={p}", RefusalTexts.OtherHeader)]
    [InlineData("c=!,r={r},p={p}", RefusalTexts.OtherHeader)]
    [InlineData("c=biws,r={r}x,p={p}", RefusalTexts.OtherNonce)]
    [InlineData("c=biws,r=rOprNGfwEbeRWgbNEkqO,p={p}", RefusalTexts.OtherNonce)]
    [InlineData("c=biws,r=x{r},p={p}", RefusalTexts.OtherNonce)]
    [InlineData("c=biws,r={r},p={p}", RefusalTexts.NotProven)]
    public void A_bad_final_message_is_refused(string message, string text)
    {
        var conversation = new ScramConversation(ScramAccounts.Mechanism());
        string nonce = conversation.Step(ScramAccounts.Client().First()).DataText.Split(',')[0][2..];

        conversation
            .Step(message
                .Replace("{r}", nonce, StringComparison.Ordinal)
                .Replace("{p}", LongEnoughProof, StringComparison.Ordinal))
            .AssertRefused(ReasonCode.NotAuthorized, text);
    }

    [Fact]
    public void A_final_message_must_be_there()
    {
        var conversation = new ScramConversation(ScramAccounts.Mechanism());
        conversation.Step(ScramAccounts.Client().First()).AssertContinued();

        conversation.Step((byte[]?)null).AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NoData);
    }

    [Fact]
    public void A_second_step_without_data_is_refused()
    {
        var conversation = new ScramConversation(ScramAccounts.Mechanism());
        conversation.Step([]).AssertContinued();

        conversation.Step([]).AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NoData);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        byte[] message = [.. "n,,n=ad"u8, 0xC3, .. ",r=abc"u8];

        new ScramConversation(ScramAccounts.Mechanism()).Step(message)
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NotText);
    }

    [Theory]
    [InlineData(ScramSyntax.MessageBytesMax, AnswerKind.Continued)]
    [InlineData(ScramSyntax.MessageBytesMax + 1, AnswerKind.Refused)]
    public void A_message_has_a_greatest_length(int length, AnswerKind expected)
    {
        byte[] message = Encoding.UTF8.GetBytes("n,,n=ada,r=".PadRight(length, 'x'));

        Assert.Equal(expected, new ScramConversation(ScramAccounts.Mechanism()).Step(message).Kind);
    }

    [Fact]
    public void No_truncated_or_mutated_message_throws_or_is_accepted()
    {
        const int Seed = 5802;
        var random = new Random(Seed);
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        for (int round = 0; round < 5000; round++)
        {
            var client = ScramAccounts.Client();
            var conversation = new ScramConversation(mechanism);
            byte[] clientFirst = client.First();
            RecordingReply first = conversation.Step(round % 2 == 0 ? Mutate(clientFirst, random) : clientFirst);
            if (round % 2 == 0 || first.Kind != AnswerKind.Continued)
            {
                Assert.NotEqual(AnswerKind.Accepted, first.Kind);
                continue;
            }

            byte[] final = client.Final(first.Data!);
            byte[] mutated = Mutate(final, random);
            if (!mutated.SequenceEqual(final))
            {
                Assert.Equal(AnswerKind.Refused, conversation.Step(mutated).Kind);
            }
        }
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        byte[] mutated = [.. message];
        mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
    }
}
