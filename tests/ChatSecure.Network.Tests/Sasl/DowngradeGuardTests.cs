// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

/// <summary>The rules of XEP-0440, XEP-0474 and XEP-0515, and what the client remembers.</summary>
public sealed class DowngradeGuardTests
{
    private static readonly ChannelBinding EndPoint = new(ChannelBinding.ServerEndPoint, [1, 2, 3]);

    [Fact]
    public void SASL2_that_was_there_before_may_not_vanish()
    {
        var history = new LoginHistory { HadSasl2 = true };

        Refuses(new() { Mechanisms = ["SCRAM-SHA-256"], History = history });
        DowngradeGuard.Check(
            new()
            {
                Mechanisms = ["SCRAM-SHA-256"],
                History = history,
                IsSasl2 = true,
            }
        );
    }

    [Fact]
    public void In_SASL2_channel_binding_without_types_is_refused() =>
        Refuses(new() { Mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"], IsSasl2 = true });

    [Fact]
    public void In_SASL2_types_of_channel_binding_without_a_mechanism_are_refused() =>
        Refuses(
            new()
            {
                Mechanisms = ["SCRAM-SHA-256"],
                ChannelBindingTypes = ["tls-server-end-point"],
                IsSasl2 = true,
            }
        );

    [Fact]
    public void The_old_profile_may_bind_without_naming_types() =>
        DowngradeGuard.Check(new() { Mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"] });

    [Fact]
    public void PLAIN_beside_types_of_channel_binding_is_refused()
    {
        var offer = new SaslOffer
        {
            Mechanisms = ["PLAIN"],
            ChannelBindingTypes = ["tls-exporter"],
            IsSecure = true,
        };

        Assert.Equal(
            ErrorKind.AuthenticationFailed,
            Assert.Throws<ChatSecureException>(() => MechanismSelector.Select(offer, "user", "x"u8)).Kind
        );
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void Channel_binding_that_was_there_before_may_vanish_only_with_proof(bool hadBinding, bool proves, bool succeeds)
    {
        var offer = new SaslOffer
        {
            Mechanisms = ["SCRAM-SHA-1"],
            Bindings = [EndPoint],
            History = new() { HadBinding = hadBinding },
        };
        using var scram = MechanismSelector.Select(offer, "user", "pencil"u8);
        var hash = Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, "SCRAM-SHA-1"u8));
        var peer = new ScramPeer(HashAlgorithmName.SHA1, "pencil", []);
        var first = Encoding.UTF8.GetBytes(peer.First(scram.InitialResponse(), proves ? $",h={hash}" : string.Empty));

        if (!succeeds)
        {
            Assert.Equal(ErrorKind.AuthenticationFailed, Assert.Throws<ChatSecureException>(() => scram.Respond(first)).Kind);
            return;
        }

        scram.Complete(Encoding.UTF8.GetBytes(peer.Final(scram.Respond(first))!));
        Assert.Equal(proves, scram.HasProvenOffer);
    }

    [Theory]
    [InlineData("0304", "0304", true)]
    [InlineData("0304", "0303", false)]
    [InlineData("0303", "0304", false)]
    [InlineData("0304", "304", false)]
    [InlineData("0304", "0304 ", false)]
    public void A_server_on_another_version_of_TLS_is_somebody_else(string ours, string theirs, bool succeeds)
    {
        var offer = new SaslOffer { Mechanisms = ["SCRAM-SHA-1"], TlsVersion = ours };
        using var scram = MechanismSelector.Select(offer, "user", "pencil"u8);
        var peer = new ScramPeer(HashAlgorithmName.SHA1, "pencil", []);
        var first = Encoding.UTF8.GetBytes(peer.First(scram.InitialResponse(), $",t={theirs}"));

        if (succeeds)
        {
            scram.Complete(Encoding.UTF8.GetBytes(peer.Final(scram.Respond(first))!));
        }
        else
        {
            Assert.Equal(ErrorKind.AuthenticationFailed, Assert.Throws<ChatSecureException>(() => scram.Respond(first)).Kind);
        }
    }

    [Fact]
    public void An_offer_counts_as_proven_only_when_the_server_has_proven_itself()
    {
        using var scram = MechanismSelector.Select(new() { Mechanisms = ["SCRAM-SHA-1"] }, "user", "pencil"u8);
        var hash = Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, "SCRAM-SHA-1"u8));
        var peer = new ScramPeer(HashAlgorithmName.SHA1, "pencil", []);
        scram.Respond(Encoding.UTF8.GetBytes(peer.First(scram.InitialResponse(), $",h={hash}")));

        Assert.False(scram.HasProvenOffer);
    }

    private static void Refuses(SaslOffer offer) =>
        Assert.Equal(ErrorKind.AuthenticationFailed, Assert.Throws<ChatSecureException>(() => DowngradeGuard.Check(offer)).Kind);
}
