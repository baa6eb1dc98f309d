// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using CsCheck;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class ScramMechanismTests
{
    private const string Nonce = "fyko+d2lbbFgONRv9qkxdawL";
    private const string ServerFirst = "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";
    private const string ServerFinal = "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=";

    [Fact]
    public void The_example_of_RFC_5802()
    {
        using var scram = Example();
        Assert.Equal("SCRAM-SHA-1", scram.Name);
        Assert.Equal("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", Text(scram.InitialResponse()));
        Assert.Equal(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            Text(scram.Respond(Bytes(ServerFirst)))
        );
        scram.Complete(Bytes(ServerFinal));
    }

    [Fact]
    public void The_example_of_RFC_7677()
    {
        using var scram = new ScramMechanism(ScramKind.All[1], "user", Bytes("pencil"), 'n', null, NoOffer, "rOprNGfwEbeRWgbNEkqO");
        Assert.Equal("SCRAM-SHA-256", scram.Name);
        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", Text(scram.InitialResponse()));
        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            Text(scram.Respond(Bytes("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")))
        );
        scram.Complete(Bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    [Fact]
    public void The_proof_may_come_as_a_challenge()
    {
        using var scram = Example();
        scram.InitialResponse();
        scram.Respond(Bytes(ServerFirst));
        Assert.Empty(scram.Respond(Bytes(ServerFinal)));
        scram.Complete([]);
    }

    [Fact]
    public void Any_exchange_succeeds_with_the_right_password_alone() =>
        Gen.Select(
                Gen.OneOf([.. ScramKind.All]),
                Gen.String[Gen.OneOf('a', ',', '=', '\u00E9'), 1, 12],
                Gen.String[Gen.Char['!', '~'], 1, 20],
                Gen.Bool,
                Gen.Byte.Array[1, 40],
                Gen.Bool
            )
            .Sample(
                (kind, user, password, bind, binding, right) =>
                {
                    var channel = bind ? new ChannelBinding(ChannelBinding.ServerEndPoint, binding) : null;
                    using var scram = new ScramMechanism(kind, user, Bytes(password), 'y', channel, NoOffer);
                    var peer = new ScramPeer(kind.Hash, right ? password : password + "x", channel?.Data ?? []);
                    var first = scram.InitialResponse();
                    Assert.StartsWith(bind ? "p=tls-server-end-point,,n=" : "y,,n=", Text(first));
                    var final = peer.Final(scram.Respond(Bytes(peer.First(first))));
                    Assert.Equal(right, final is not null);
                    if (right)
                    {
                        scram.Complete(Bytes(final!));
                    }
                },
                iter: 60
            );

    [Fact]
    public void A_binding_of_another_connection_is_refused_by_the_server()
    {
        using var scram = new ScramMechanism(
            ScramKind.All[0],
            "user",
            Bytes("pencil"),
            'p',
            new ChannelBinding(ChannelBinding.ServerEndPoint, [1]),
            NoOffer
        );
        var peer = new ScramPeer(HashAlgorithmName.SHA512, "pencil", [2]);
        Assert.Null(peer.Final(scram.Respond(Bytes(peer.First(scram.InitialResponse())))));
    }

    [Fact]
    public void A_name_is_escaped_and_a_nonce_is_never_used_twice()
    {
        using var one = new ScramMechanism(ScramKind.All[0], "a=b,c", Bytes("x"), 'n', null, NoOffer);
        using var two = new ScramMechanism(ScramKind.All[0], "a=b,c", Bytes("x"), 'n', null, NoOffer);
        var first = Text(one.InitialResponse());
        Assert.StartsWith("n,,n=a=3Db=2Cc,r=", first);
        Assert.NotEqual(first, Text(two.InitialResponse()));
        Assert.Equal(32, first[(first.LastIndexOf("r=", StringComparison.Ordinal) + 2)..].Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=")]
    [InlineData("v")]
    [InlineData("x=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKQ")] // padding lost
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData(" v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKQ= ")]
    public void Success_without_a_well_formed_proof_is_failure(string final)
    {
        using var scram = Answered();
        Assert.True(
            Assert.Throws<ChatSecureException>(() => scram.Complete(Bytes(final))).Kind
                is ErrorKind.Protocol
                    or ErrorKind.AuthenticationFailed
        );
        Refuses(ErrorKind.Protocol, () => scram.Respond(Bytes(ServerFinal)));
        Refuses(ErrorKind.AuthenticationFailed, () => scram.Complete([]));
    }

    [Theory]
    [InlineData("v=AmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKU=")]
    [InlineData("v=AAAA")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKSm")]
    public void A_wrong_proof_is_failure(string final)
    {
        using var scram = Answered();
        Refuses(ErrorKind.AuthenticationFailed, () => scram.Complete(Bytes(final)));
        using var challenged = Answered();
        Refuses(ErrorKind.AuthenticationFailed, () => challenged.Respond(Bytes(final)));
        Refuses(ErrorKind.AuthenticationFailed, () => challenged.Complete([]));
    }

    [Fact]
    public void Success_before_the_proof_is_failure()
    {
        using var unstarted = Example();
        Refuses(ErrorKind.AuthenticationFailed, () => unstarted.Complete(Bytes(ServerFinal)));

        using var started = Example();
        started.InitialResponse();
        Refuses(ErrorKind.AuthenticationFailed, () => started.Complete([]));
        Refuses(ErrorKind.Protocol, () => started.Respond(Bytes(ServerFirst)));

        using var answered = Answered();
        Refuses(ErrorKind.AuthenticationFailed, () => answered.Complete([]));
    }

    [Theory]
    [InlineData("e=invalid-proof", "invalid-proof")]
    [InlineData("e=channel-bindings-dont-match,x=1", "channel-bindings-dont-match")]
    [InlineData("e=user@example.org is unknown", "other-error")]
    public void An_error_of_the_server_is_a_refusal(string final, string condition)
    {
        using var scram = Answered();
        var failure = Assert.Throws<ChatSecureException>(() => scram.Respond(Bytes(final)));
        Assert.Equal(ErrorKind.AuthenticationFailed, failure.Kind);
        Assert.Equal(condition, failure.Condition);
    }

    [Theory]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawX3rfcNHYJY1ZVvWVs7j")]
    [InlineData("r=3rfcNHYJY1ZVvWVs7jfyko+d2lbbFgONRv9qkxdawL")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL")]
    [InlineData("r=f")]
    public void A_nonce_that_does_not_extend_ours_is_refused(string nonce) => RefusesFirst(nonce + ",s=QSXCR+Q6sek8bf92,i=4096");

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("4095")]
    [InlineData("10000001")]
    [InlineData("2147483647")]
    [InlineData("99999999999999999999")]
    [InlineData("-4096")]
    [InlineData("+4096")]
    [InlineData("04096")]
    [InlineData("4096.0")]
    [InlineData("0x1000")]
    [InlineData(" 4096")]
    [InlineData("4e9")]
    [InlineData("")]
    public void An_iteration_count_outside_what_is_safe_is_refused(string count) =>
        RefusesFirst("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=" + count);

    [Theory]
    [InlineData("m=x,r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,m=x,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,m=x")]
    public void A_mandatory_extension_is_refused(string message) => RefusesFirst(message);

    [Theory]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,x=1,x=1")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,r=fyko+d2lbbFgONRv9qkxdawL3rf")]
    public void An_attribute_that_stands_twice_is_refused(string message) => RefusesFirst(message);

    [Theory]
    [InlineData("")]
    [InlineData("s=QSXCR+Q6sek8bf92,r=fyko+d2lbbFgONRv9qkxdawL3rf,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,i=4096,s=QSXCR+Q6sek8bf92")]
    [InlineData("x=1,r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s====,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf9,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6 sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR-Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,1=x")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,x")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf,s=QSXCR+Q6sek8bf92,i=4096,x=")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3 rf,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3\u00E9,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rf\0,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("e=other-error")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    public void A_malformed_first_message_is_refused(string message) => RefusesFirst(message);

    [Fact]
    public void A_first_message_that_is_too_long_is_refused()
    {
        RefusesFirst($"r={Nonce}{new string('x', 2000)},s=QSXCR+Q6sek8bf92,i=4096");
        RefusesFirst($"r={Nonce}x,s={Convert.ToBase64String(new byte[1025])},i=4096");
        RefusesFirst($"{ServerFirst},x={new string('x', 9000)}");
    }

    [Fact]
    public void An_extension_that_is_not_mandatory_is_ignored_but_signed()
    {
        using var scram = new ScramMechanism(ScramKind.All[1], "user", Bytes("pencil"), 'n', null, NoOffer);
        var peer = new ScramPeer(HashAlgorithmName.SHA256, "pencil", []);
        scram.Complete(Bytes(peer.Final(scram.Respond(Bytes(peer.First(scram.InitialResponse(), ",x=1,y=2"))))!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_changed_offer_is_detected_by_its_hash(bool changed)
    {
        // The example of XEP-0474.
        var offer = new SaslOffer
        {
            Mechanisms = changed ? ["SCRAM-SHA-1"] : ["SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"],
            ChannelBindingTypes = ["tls-server-end-point", "tls-exporter"],
        };
        using var scram = new ScramMechanism(ScramKind.All[2], "user", Bytes("pencil"), 'n', null, offer);
        var peer = new ScramPeer(HashAlgorithmName.SHA1, "pencil", []);
        var first = Bytes(peer.First(scram.InitialResponse(), ",h=G6k/rBLDqgOhRRaCuuatSDFkJ08="));
        if (changed)
        {
            Refuses(ErrorKind.AuthenticationFailed, () => scram.Respond(first));
        }
        else
        {
            scram.Complete(Bytes(peer.Final(scram.Respond(first))!));
        }
    }

    [Fact]
    public void Messages_out_of_turn_are_refused()
    {
        using var unstarted = Example();
        Refuses(ErrorKind.Protocol, () => unstarted.Respond(Bytes(ServerFirst)));

        using var twice = Example();
        twice.InitialResponse();
        Refuses(ErrorKind.Protocol, () => twice.InitialResponse());

        using var proven = Answered();
        proven.Respond(Bytes(ServerFinal));
        Refuses(ErrorKind.Protocol, () => proven.Respond(Bytes(ServerFinal)));
        Refuses(ErrorKind.AuthenticationFailed, () => proven.Complete([]));
    }

    [Fact]
    public void The_password_is_erased_as_soon_as_it_has_been_used()
    {
        var password = Bytes("pencil");
        using var scram = new ScramMechanism(ScramKind.All[2], "user", password, 'n', null, NoOffer, Nonce);
        scram.InitialResponse();
        scram.Respond(Bytes(ServerFirst));
        Assert.All(password, b => Assert.Equal(0, b));

        var unused = Bytes("pencil");
        new ScramMechanism(ScramKind.All[2], "user", unused, 'n', null, NoOffer).Dispose();
        Assert.All(unused, b => Assert.Equal(0, b));
    }

    private static SaslOffer NoOffer { get; } = new() { Mechanisms = [] };

    private static ScramMechanism Example() => new(ScramKind.All[2], "user", Bytes("pencil"), 'n', null, NoOffer, Nonce);

    private static ScramMechanism Answered()
    {
        var scram = Example();
        scram.InitialResponse();
        scram.Respond(Bytes(ServerFirst));
        return scram;
    }

    private static void RefusesFirst(string message)
    {
        using var scram = Example();
        scram.InitialResponse();
        Refuses(ErrorKind.Protocol, () => scram.Respond(Bytes(message)));
        Refuses(ErrorKind.Protocol, () => scram.Respond(Bytes(ServerFirst)));
    }

    private static void Refuses(ErrorKind kind, Action action) => Assert.Equal(kind, Assert.Throws<ChatSecureException>(action).Kind);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
