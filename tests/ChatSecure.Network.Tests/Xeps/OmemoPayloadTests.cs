// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using CsCheck;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class OmemoPayloadTests
{
    private const string Namespace = "eu.siacs.conversations.axolotl";
    private const string Iv = "<iv>AAECAwQFBgcICQoL</iv>";

    private static readonly Gen<OmemoEnvelope> Envelopes =
        from sender in Gen.UInt[1, DeviceId.MaxValue]
        from keys in Gen.Select(Gen.UInt[1, DeviceId.MaxValue], Gen.Byte.Array[1, 200], Gen.Bool)
            .Select((device, data, isPreKey) => new OmemoKey(null, new(device), data, isPreKey))
            .Array[0, 5]
        from iv in Gen.OneOf(Gen.Byte.Array[12], Gen.Byte.Array[16])
        from payload in Gen.Byte.Array[0, 100]
        from hasPayload in Gen.Bool
        select new OmemoEnvelope(EncryptionKind.Omemo, new(sender), keys, iv, hasPayload ? (ReadOnlyMemory<byte>?)payload : null);

    [Fact]
    public void An_envelope_round_trips_through_xml() =>
        Envelopes.Sample(envelope =>
        {
            var message = new MessageStanza(Peer);
            OmemoPayload.Add(message, envelope);

            Assert.True(TryReadOne(new(Reparse(message.Element)), out var read, out var isMalformed));
            Assert.False(isMalformed);
            Assert.Equal((envelope.Kind, envelope.Sender), (read!.Kind, read.Sender));
            Assert.Equal(envelope.Iv.ToArray(), read.Iv.ToArray());
            Assert.Equal(envelope.Payload?.ToArray(), read.Payload?.ToArray());
            Assert.Equal(
                envelope.Keys.Select(key => (key.Device, Convert.ToHexString(key.Data.Span), key.IsKeyExchange)),
                read.Keys.Select(key => (key.Device, Convert.ToHexString(key.Data.Span), key.IsKeyExchange))
            );
        });

    [Fact]
    public void An_encrypted_message_has_a_hint_to_keep_it_its_method_and_no_plain_text()
    {
        var message = new MessageStanza(Peer) { Body = "The plain text" };

        OmemoPayload.Add(message, Envelope(payload: [1]));

        Assert.Equal(OmemoPayload.FallbackBody, message.Body);
        Assert.Equal(Namespace, message.GetEncryption());
        Assert.True(message.HasHint(ProcessingHint.Store));
        Assert.DoesNotContain("plain text", Encoding.UTF8.GetString(message.Element.ToUtf8()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_only_moves_keys_has_no_body()
    {
        var message = new MessageStanza(Peer) { Body = "x" };

        OmemoPayload.Add(message, Envelope(payload: null));

        Assert.Null(message.Body);
    }

    [Fact]
    public void An_envelope_of_no_wire_format_is_not_written_and_none_twice()
    {
        Assert.Throws<ArgumentException>(() => OmemoPayload.Add(new(Peer), Envelope([1]) with { Kind = EncryptionKind.Otr }));
        Assert.Throws<ArgumentException>(() => OmemoPayload.Add(new(Peer), Envelope([1]), Envelope([1])));
        Assert.Throws<ArgumentException>(() => OmemoPayload.Add(new(Peer)));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void The_key_exchange_flag_is_a_boolean_of_xml(string value, bool expected)
    {
        Assert.True(
            Read($"<header sid='1'><key rid='2' prekey='{value}'>AA==</key>{Iv}</header><payload>AA==</payload>", out var envelope, out _)
        );
        Assert.Equal(expected, envelope!.Keys[0].IsKeyExchange);
    }

    [Fact]
    public void A_message_without_an_encrypted_element_is_plain()
    {
        var message = new MessageStanza(ParseXml("<message><encrypted xmlns='urn:xmpp:omemo:1'/></message>"));

        Assert.False(OmemoPayload.TryRead(message, out _, out var isMalformed));
        Assert.False(isMalformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<header/>")]
    [InlineData("<header sid='0'><iv>AAECAwQFBgcICQoL</iv></header>")]
    [InlineData("<header sid='-1'><iv>AAECAwQFBgcICQoL</iv></header>")]
    [InlineData("<header sid='2147483648'><iv>AAECAwQFBgcICQoL</iv></header>")]
    [InlineData("<header sid='+1'><iv>AAECAwQFBgcICQoL</iv></header>")]
    [InlineData("<header sid='1'/><payload>AA==</payload>")]
    [InlineData("<header sid='1'><iv>AAAA</iv></header><payload>AA==</payload>")]
    [InlineData("<header sid='1'><iv>AAAA</iv></header>")]
    [InlineData("<header sid='1'><iv>AAECAwQFBgcICQoLDA==</iv></header><payload>AA==</payload>")]
    [InlineData("<header sid='1'><iv>AAECAwQFBgcICQoL</iv></header><payload>A</payload>")]
    [InlineData("<header sid='1'><iv>AAECAwQFBgcICQoL</iv></header><payload>!!!!</payload>")]
    [InlineData("<header sid='1'><iv>AAECAwQFBgcICQoL</iv></header><payload>AA-_</payload>")]
    [InlineData("<header sid='1'><key rid='2'></key><iv>AAECAwQFBgcICQoL</iv></header>")]
    [InlineData("<header sid='1'><key rid='2'>AA=</key><iv>AAECAwQFBgcICQoL</iv></header>")]
    public void What_is_malformed_says_so(string content)
    {
        Assert.False(Read(content, out _, out var isMalformed));
        Assert.True(isMalformed);
    }

    [Fact]
    public void Two_encrypted_elements_are_malformed()
    {
        var one = $"<encrypted xmlns='{Namespace}'><header sid='1'>{Iv}</header></encrypted>";

        Assert.False(OmemoPayload.TryRead(new(ParseXml($"<message>{one}{one}</message>")), out _, out var isMalformed));
        Assert.True(isMalformed);
    }

    [Fact]
    public void Keys_for_devices_that_can_not_be_are_skipped()
    {
        Assert.True(
            Read(
                $"<header sid='1'><key rid='0'>AA==</key><key rid='x'>AA==</key><key rid='7'>AA==</key>{Iv}</header>",
                out var envelope,
                out _
            )
        );
        Assert.Equal(new DeviceId(7), Assert.Single(envelope!.Keys).Device);
    }

    [Fact]
    public void Keys_and_content_are_bounded()
    {
        string Keys(int count) => string.Concat(Enumerable.Repeat("<key rid='2'>AA==</key>", count));
        string Content(int bytes) => $"<payload>{Convert.ToBase64String(new byte[bytes])}</payload>";

        Assert.True(Read($"<header sid='1'>{Keys(OmemoPayload.MaxKeys)}{Iv}</header>", out _, out _));
        Assert.False(Read($"<header sid='1'>{Keys(OmemoPayload.MaxKeys + 1)}{Iv}</header>", out _, out _));
        Assert.True(Read($"<header sid='1'>{Iv}</header>{Content(OmemoPayload.MaxPayload)}", out _, out _));
        Assert.False(Read($"<header sid='1'>{Iv}</header>{Content(OmemoPayload.MaxPayload + 1)}", out _, out _));
        Assert.False(Read($"<header sid='1'><key rid='2'>{Convert.ToBase64String(new byte[4097])}</key>{Iv}</header>", out _, out _));
    }

    [Fact]
    public void Line_breaks_in_base64_are_read()
    {
        Assert.True(Read($"<header sid='1'>{Iv}</header><payload>\n  AAEC\n  Aw==\n</payload>", out var envelope, out _));
        Assert.Equal([0, 1, 2, 3], envelope!.Payload!.Value.ToArray());
    }

    [Fact]
    public void A_device_list_skips_what_no_device_can_be_and_collapses_duplicates()
    {
        var list = DeviceListPayload.Read(
            ParseXml(
                $"<list xmlns='{Namespace}'><device id='7'/><device id='0'/><device id='-3'/><device id='2147483648'/><device id='7'/><device id=' 8'/>"
                    + "<device/><device id='2147483647'/><device xmlns='evil' id='9'/></list>"
            ),
            OmemoDialect.Legacy
        );

        Assert.Equal([new DeviceId(7), new DeviceId(2147483647)], list!.Select(device => device.Device));
    }

    [Fact]
    public void A_device_list_ends_after_the_bound()
    {
        var devices = string.Concat(Enumerable.Range(1, DeviceListPayload.MaxDevices + 50).Select(id => $"<device id='{id}'/>"));

        Assert.Equal(
            DeviceListPayload.MaxDevices,
            DeviceListPayload.Read(ParseXml($"<list xmlns='{Namespace}'>{devices}</list>"), OmemoDialect.Legacy)!.Count
        );
    }

    [Fact]
    public void A_bundle_round_trips_through_xml()
    {
        var bundle = Bundle(BundlePayload.MaxPreKeys);

        AssertSame(bundle, BundlePayload.Read(Reparse(BundlePayload.Write(bundle, OmemoDialect.Legacy)), OmemoDialect.Legacy));
    }

    public static TheoryData<string, OmemoBundle> BadBundles =>
        new()
        {
            { "short identity key", Bundle(1) with { IdentityKey = new byte[32] } },
            { "long identity key", Bundle(1) with { IdentityKey = new byte[34] } },
            { "no identity key", Bundle(1) with { IdentityKey = default } },
            { "short signed prekey", Bundle(1) with { SignedPreKey = new byte[32] } },
            { "short signature", Bundle(1) with { SignedPreKeySignature = new byte[63] } },
            { "long signature", Bundle(1) with { SignedPreKeySignature = new byte[65] } },
            { "short prekey", Bundle(1) with { PreKeys = [new(1, new byte[32])] } },
            { "too many prekeys", Bundle(BundlePayload.MaxPreKeys + 1) },
        };

    [Theory]
    [MemberData(nameof(BadBundles))]
    public void A_bundle_with_wrong_lengths_is_none(string why, OmemoBundle bundle) =>
        Assert.True(BundlePayload.Read(Reparse(BundlePayload.Write(bundle, OmemoDialect.Legacy)), OmemoDialect.Legacy) is null, why);

    [Theory]
    [InlineData("preKeyId='1'", "preKeyId='-1'")]
    [InlineData("preKeyId='1'", "")]
    [InlineData("signedPreKeyId='9'", "signedPreKeyId='4294967296'")]
    [InlineData("signedPreKeyId='9'", "")]
    [InlineData("<identityKey>", "<identityKey>*")]
    [InlineData("prekeys", "keys")]
    [InlineData(Namespace, "urn:other")]
    public void A_malformed_bundle_is_none(string good, string bad)
    {
        // The writer's quotes don't matter to the reader.
        var xml = Encoding.UTF8.GetString(BundlePayload.Write(Bundle(1), OmemoDialect.Legacy).ToUtf8()).Replace('"', '\'');
        Assert.Contains(good, xml, StringComparison.Ordinal);

        Assert.Null(BundlePayload.Read(ParseXml(xml.Replace(good, bad, StringComparison.Ordinal)), OmemoDialect.Legacy));
    }

    [Fact]
    public void Of_prekeys_with_the_same_number_the_first_counts_and_zero_is_a_number()
    {
        var bundle = Bundle(0) with { SignedPreKeyId = 0, PreKeys = [new(0, Bytes(33, 1)), new(0, Bytes(33, 2))] };

        var read = BundlePayload.Read(Reparse(BundlePayload.Write(bundle, OmemoDialect.Legacy)), OmemoDialect.Legacy)!;

        Assert.Equal(Bytes(33, 1), Assert.Single(read.PreKeys).PublicKey.ToArray());
    }

    internal static OmemoBundle Bundle(int preKeys) =>
        new(
            Bytes(33, 1),
            9,
            Bytes(33, 2),
            Bytes(64, 3),
            [.. Enumerable.Range(1, preKeys).Select(id => new OmemoPreKey((uint)id, Bytes(33, (byte)id)))]
        );

    internal static void AssertSame(OmemoBundle expected, OmemoBundle? read)
    {
        Assert.NotNull(read);
        Assert.Equal(expected.IdentityKey.ToArray(), read.IdentityKey.ToArray());
        Assert.Equal((expected.SignedPreKeyId, expected.PreKeys.Count), (read.SignedPreKeyId, read.PreKeys.Count));
        Assert.Equal(expected.SignedPreKey.ToArray(), read.SignedPreKey.ToArray());
        Assert.Equal(expected.SignedPreKeySignature.ToArray(), read.SignedPreKeySignature.ToArray());
        Assert.Equal(
            expected.PreKeys.Select(key => (key.Id, Convert.ToHexString(key.PublicKey.Span))),
            read.PreKeys.Select(key => (key.Id, Convert.ToHexString(key.PublicKey.Span)))
        );
    }

    private static OmemoEnvelope Envelope(byte[]? payload) =>
        new(EncryptionKind.Omemo, new(1), [], new byte[12], payload is null ? null : (ReadOnlyMemory<byte>?)payload);

    private static byte[] Bytes(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    private static bool TryReadOne(MessageStanza message, out OmemoEnvelope? envelope, out bool isMalformed)
    {
        var isRead = OmemoPayload.TryRead(message, out var envelopes, out isMalformed);
        envelope = isRead ? Assert.Single(envelopes) : null;
        return isRead;
    }

    private static bool Read(string content, out OmemoEnvelope? envelope, out bool isMalformed) =>
        TryReadOne(
            new(ParseXml($"<message><encrypted xmlns='{Namespace}'>{content}</encrypted></message>")),
            out envelope,
            out isMalformed
        );
}
