using System.Security.Cryptography;
using System.Text;
using Pmq.Broker.Authentication;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Authentication;

public sealed class ScramLoginTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public void Client_and_server_prove_themselves_to_each_other(int bits)
    {
        ScramClient client = ScramAccounts.Client(bits: bits);

        RecordingReply last = new ScramConversation(ScramAccounts.Mechanism(bits)).Run(client);

        last.AssertAccepted(ScramAccounts.UserName);
        Assert.True(client.Trusts(last.Data!));
    }

    [Theory]
    [InlineData("n,,")]
    [InlineData("y,,")]
    [InlineData("n,a=ada,")]
    public void A_client_without_channel_binding_that_acts_for_itself_is_let_in(string header)
    {
        var client = new ScramClient(
            HashAlgorithmName.SHA256,
            ScramAccounts.UserName,
            ScramAccounts.Password,
            ScramAccounts.ClientNonce)
        {
            Header = header,
            FirstExtensions = ",x=unknown",
            FinalExtensions = ",z=unknown=too",
        };

        RecordingReply last = new ScramConversation(ScramAccounts.Mechanism()).Run(client);

        last.AssertAccepted(ScramAccounts.UserName);
        Assert.True(client.Trusts(last.Data!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_first_step_without_data_asks_for_it(bool isNull)
    {
        ScramClient client = ScramAccounts.Client();
        var conversation = new ScramConversation(ScramAccounts.Mechanism());

        RecordingReply empty = conversation.Step(isNull ? null : []);
        empty.AssertContinued();
        Assert.Empty(empty.Data!);

        conversation.Run(client).AssertAccepted(ScramAccounts.UserName);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("=2C")]
    [InlineData("=,=,")]
    [InlineData("Zoë 🦊")]
    public void Any_user_name_survives_its_escapes(string userName)
    {
        ScramMechanism mechanism =
            ScramAccounts.Mechanism(256, new Dictionary<string, string> { [userName] = ScramAccounts.Password });

        new ScramConversation(mechanism).Run(ScramAccounts.Client(userName)).AssertAccepted(userName);
    }

    [Fact]
    public void Name_and_password_are_prepared_on_both_sides()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism(
            256, new Dictionary<string, string> { ["ada\u00A0l"] = "pen\u00ADcil" });

        new ScramConversation(mechanism).Run(ScramAccounts.Client("a\u00ADda l")).AssertAccepted("ada l");
    }

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public void A_wrong_password_is_refused(int bits) =>
        new ScramConversation(ScramAccounts.Mechanism(bits)).Run(ScramAccounts.Client(password: "eraser", bits: bits))
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NotProven);

    [Fact]
    public void Every_exchange_has_a_nonce_of_its_own()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();

        Assert.NotEqual(
            new ScramConversation(mechanism).Step(ScramAccounts.Client().First()).DataText,
            new ScramConversation(mechanism).Step(ScramAccounts.Client().First()).DataText);
    }

    [Fact]
    public void A_final_message_of_another_exchange_is_refused()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        ScramClient client = ScramAccounts.Client();
        var recorded = new ScramConversation(mechanism);
        byte[] final = client.Final(recorded.Step(client.First()).Data!);
        recorded.Step(final).AssertAccepted(ScramAccounts.UserName);

        var replay = new ScramConversation(mechanism);
        replay.Step(client.First()).AssertContinued();

        replay.Step(final).AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.OtherNonce);
    }

    [Fact]
    public void A_final_message_does_not_begin_an_exchange()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        ScramClient client = ScramAccounts.Client();
        var conversation = new ScramConversation(mechanism);
        byte[] final = client.Final(conversation.Step(client.First()).Data!);
        conversation.Step(final).AssertAccepted(ScramAccounts.UserName);

        conversation.Step(final).AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.Malformed);
    }

    [Theory]
    [InlineData("pencil")]
    [InlineData("eraser")]
    public void An_exchange_is_good_for_one_try(string firstTry)
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        byte[] clientFirst = ScramAccounts.Client().First();
        RecordingReply first = new ScramConversation(mechanism).Step(clientFirst);
        AuthenticationRequest Final(string password) => new()
        {
            ClientId = "client",
            Data = ScramAccounts.Client(password: password).Final(first.Data!),
            State = first.State,
        };
        RecordingReply.To(mechanism, Final(firstTry));

        RecordingReply.To(mechanism, Final(ScramAccounts.Password))
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.ExchangeIsOver);
    }

    [Fact]
    public void A_proof_for_one_user_does_not_let_in_another()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        var conversation = new ScramConversation(mechanism);
        RecordingReply first = conversation.Step(ScramAccounts.Client(ScramAccounts.OtherUserName).First());

        conversation.Step(ScramAccounts.Client().Final(first.Data!))
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NotProven);
    }

    [Fact]
    public void Every_bit_of_the_proof_counts()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        for (int bit = 0; bit < 256; bit++)
        {
            ScramClient client = ScramAccounts.Client();
            var conversation = new ScramConversation(mechanism);
            string final = Encoding.UTF8.GetString(client.Final(conversation.Step(client.First()).Data!));
            int proofAt = final.LastIndexOf(",p=", StringComparison.Ordinal) + ",p=".Length;
            byte[] proof = Convert.FromBase64String(final[proofAt..]);
            proof[bit / 8] ^= (byte)(1 << (bit % 8));

            conversation.Step(final[..proofAt] + Convert.ToBase64String(proof))
                .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NotProven);
        }
    }
}
