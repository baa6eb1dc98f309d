// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class MechanismSelectorTests
{
    private static readonly ChannelBinding EndPoint = new(ChannelBinding.ServerEndPoint, [1, 2, 3]);
    private static readonly ChannelBinding Unique = new(ChannelBinding.Unique, [4, 5, 6]);

    [Theory]
    [InlineData("SCRAM-SHA-512-PLUS", "PLAIN SCRAM-SHA-1 SCRAM-SHA-512 SCRAM-SHA-1-PLUS SCRAM-SHA-512-PLUS SCRAM-SHA-256-PLUS")]
    [InlineData("SCRAM-SHA-256-PLUS", "SCRAM-SHA-512 SCRAM-SHA-1-PLUS SCRAM-SHA-256-PLUS")]
    [InlineData("SCRAM-SHA-1-PLUS", "SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1-PLUS")]
    [InlineData("SCRAM-SHA-512", "PLAIN SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512")]
    [InlineData("SCRAM-SHA-256", "SCRAM-SHA-1 SCRAM-SHA-256 DIGEST-MD5 X-OAUTH2")]
    [InlineData("SCRAM-SHA-1", "DIGEST-MD5 PLAIN EXTERNAL SCRAM-SHA-1 OAUTHBEARER")]
    [InlineData("PLAIN", "DIGEST-MD5 X-OAUTH2 PLAIN CRAM-MD5 ANONYMOUS")]
    public void The_strongest_is_chosen(string expected, string offered) =>
        Assert.Equal(expected, Choose(Offer(offered) with { Bindings = [EndPoint] }));

    [Theory]
    [InlineData("")]
    [InlineData("DIGEST-MD5")]
    [InlineData("X-OAUTH2 ANONYMOUS EXTERNAL GSSAPI")]
    [InlineData("scram-sha-1")]
    [InlineData("SCRAM-SHA3-512")]
    [InlineData("SCRAM-SHA-1-PLUS")] // without any channel binding
    [InlineData("PLAIN SCRAM-SHA3-512")] // PLAIN beside any SCRAM
    [InlineData("PLAIN SCRAM-SHA-1-PLUS")]
    public void Nothing_usable_is_an_error(string offered) => Refuses(ErrorKind.NotSupported, Offer(offered));

    [Fact]
    public void Plain_is_refused_where_scram_was_seen()
    {
        Refuses(ErrorKind.AuthenticationFailed, Offer("PLAIN") with { History = new() { Mechanisms = ["SCRAM-SHA-1"] } });
        Assert.Equal("PLAIN", Choose(Offer("PLAIN") with { History = new() { Mechanisms = ["PLAIN", "DIGEST-MD5"] } }));
        Assert.Equal("SCRAM-SHA-1", Choose(Offer("PLAIN SCRAM-SHA-1") with { History = new() { Mechanisms = ["SCRAM-SHA-512"] } }));
    }

    [Fact]
    public void Plain_never_goes_over_an_insecure_connection() =>
        Refuses(ErrorKind.InsecureConnection, Offer("PLAIN") with { IsSecure = false });

    [Fact]
    public void Plain_can_be_switched_off() => Refuses(ErrorKind.NotSupported, Offer("PLAIN") with { AllowPlain = false });

    [Fact]
    public void A_removed_plus_is_told_to_the_server() =>
        Assert.StartsWith("y,,", First(Offer("SCRAM-SHA-1 SCRAM-SHA-256") with { Bindings = [EndPoint] }));

    [Fact]
    public void A_removed_plus_is_told_even_where_the_types_are_left() =>
        Assert.StartsWith(
            "y,,",
            First(Offer("SCRAM-SHA-1") with { Bindings = [EndPoint], ChannelBindingTypes = ["tls-exporter", "tls-server-end-point"] })
        );

    [Fact]
    public void A_server_that_binds_in_other_types_is_not_accused()
    {
        var prosody13 = Offer("SCRAM-SHA-1 SCRAM-SHA-1-PLUS") with { Bindings = [EndPoint], ChannelBindingTypes = ["tls-exporter"] };
        Assert.StartsWith("n,,", First(prosody13));
        Assert.Equal("SCRAM-SHA-1", Choose(prosody13));
        Assert.StartsWith("n,,", First(Offer("SCRAM-SHA-1") with { Bindings = [EndPoint], ChannelBindingTypes = ["tls-exporter"] }));
        Assert.StartsWith("n,,", First(Offer("SCRAM-SHA-1 SCRAM-SHA3-512-PLUS") with { Bindings = [EndPoint] }));
    }

    [Fact]
    public void Without_a_binding_of_our_own_we_claim_none() => Assert.StartsWith("n,,", First(Offer("SCRAM-SHA-1")));

    [Fact]
    public void The_best_binding_that_the_server_has_is_used()
    {
        var offer = Offer("SCRAM-SHA-1-PLUS") with { Bindings = [Unique, EndPoint] };
        Assert.StartsWith("p=tls-unique,,", First(offer));
        Assert.StartsWith("p=tls-server-end-point,,", First(offer with { ChannelBindingTypes = ["tls-exporter", "tls-server-end-point"] }));
    }

    [Fact]
    public void Plain_is_name_and_password()
    {
        using var plain = MechanismSelector.Select(Offer("PLAIN"), "user", "p\u00E4ss"u8);
        Assert.Equal("\0user\0p\u00E4ss", Encoding.UTF8.GetString(plain.InitialResponse()));
        plain.Complete([]);
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<ChatSecureException>(() => plain.Respond([])).Kind);
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<ChatSecureException>(() => plain.Complete([1])).Kind);
    }

    [Fact]
    public void A_domain_alone_can_not_log_in() =>
        Assert.Equal(
            ErrorKind.InvalidInput,
            Assert.Throws<ChatSecureException>(() => MechanismSelector.Select(Offer("PLAIN"), "", "x"u8)).Kind
        );

    private static SaslOffer Offer(string mechanisms) =>
        new() { Mechanisms = mechanisms.Split(' ', StringSplitOptions.RemoveEmptyEntries), IsSecure = true };

    private static string Choose(SaslOffer offer)
    {
        using var mechanism = MechanismSelector.Select(offer, "user", "pencil"u8);
        return mechanism.Name;
    }

    private static string First(SaslOffer offer)
    {
        using var mechanism = MechanismSelector.Select(offer, "user", "pencil"u8);
        return Encoding.UTF8.GetString(mechanism.InitialResponse());
    }

    private static void Refuses(ErrorKind kind, SaslOffer offer) =>
        Assert.Equal(kind, Assert.Throws<ChatSecureException>(() => MechanismSelector.Select(offer, "user", "pencil"u8)).Kind);
}
