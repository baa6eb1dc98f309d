// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class HashedTokenTests
{
    private static readonly ChannelBinding EndPoint = new(ChannelBinding.ServerEndPoint, [1, 2, 3]);
    private static readonly ChannelBinding Unique = new(ChannelBinding.Unique, [4, 5, 6]);
    private static readonly string[] Everything = ["HT-SHA-256-NONE", "HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-UNIQ"];

    // Computed with Python's hmac.
    [Theory]
    [InlineData("", "0k2VSC8NbgNcVueH2sTtgyvdhO4+okKqrdmCJwwzAAY=", "P3z74IGz6eoqqjVhGApgkyKQrporFVMn0DuoGf/+CrY=")]
    [InlineData("AQID", "vni5Gs6no/Z7ACbooVlKmdcfyqDaVuC+uuOFzsTb0cQ=", "njbnPwVUDzL67o1lqif/kQDlgdTeKkNGixc/DOdyBqQ=")]
    public void One_message_proves_either_side(string binding, string initiator, string responder)
    {
        using var token = Mechanism(Convert.FromBase64String(binding));

        var message = token.InitialResponse();

        Assert.Equal("user\0", Encoding.UTF8.GetString(message, 0, 5));
        Assert.Equal(initiator, Convert.ToBase64String(message[5..]));
        token.Complete(Convert.FromBase64String(responder));
    }

    [Fact]
    public void Success_without_the_servers_proof_is_failure()
    {
        using var token = Mechanism([]);
        var ours = token.InitialResponse()[5..];

        Refuses(ErrorKind.AuthenticationFailed, () => token.Complete([]));
        Refuses(ErrorKind.AuthenticationFailed, () => token.Complete(new byte[32]));
        Refuses(ErrorKind.AuthenticationFailed, () => token.Complete(ours));
    }

    [Fact]
    public void A_proof_for_another_connection_is_none()
    {
        using var bound = Mechanism([1, 2, 3]);

        Refuses(
            ErrorKind.AuthenticationFailed,
            () => bound.Complete(Convert.FromBase64String("P3z74IGz6eoqqjVhGApgkyKQrporFVMn0DuoGf/+CrY="))
        );
    }

    [Fact]
    public void A_challenge_breaks_the_protocol()
    {
        using var token = Mechanism([]);

        Refuses(ErrorKind.Protocol, () => token.Respond([1]));
    }

    [Fact]
    public void The_token_is_erased_after_use()
    {
        var secret = Encoding.UTF8.GetBytes("token");
        new HashedTokenMechanism("HT-SHA-256-NONE", "user", secret, []).Dispose();

        Assert.All(secret, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Binding_is_preferred_and_none_is_taken_only_where_there_is_no_other()
    {
        Assert.Equal("HT-SHA-256-UNIQ", HashedToken.Best(Everything, [Unique, EndPoint], mustBind: false));
        Assert.Equal("HT-SHA-256-ENDP", HashedToken.Best(Everything, [EndPoint], mustBind: false));
        Assert.Equal("HT-SHA-256-NONE", HashedToken.Best(["HT-SHA-256-NONE", "HT-SHA-256-EXPR"], [EndPoint], mustBind: false));
        Assert.Null(HashedToken.Best(["HT-SHA-256-NONE", "HT-SHA-256-EXPR"], [EndPoint], mustBind: true));
        Assert.Null(HashedToken.Best(["HT-SHA-512-NONE", "SCRAM-SHA-256"], [EndPoint], mustBind: false));
    }

    [Fact]
    public void A_token_without_binding_is_not_used_where_binding_is_possible()
    {
        Assert.DoesNotContain("HT-SHA-256-NONE", HashedToken.AtLeast("HT-SHA-256-ENDP", Everything));
        Assert.Contains("HT-SHA-256-NONE", HashedToken.AtLeast("HT-SHA-256-NONE", Everything));
    }

    private static HashedTokenMechanism Mechanism(byte[] binding) =>
        new(binding.Length == 0 ? "HT-SHA-256-NONE" : "HT-SHA-256-ENDP", "user", Encoding.UTF8.GetBytes("token"), binding);

    private static void Refuses(ErrorKind kind, Action action) => Assert.Equal(kind, Assert.Throws<ChatSecureException>(action).Kind);
}
