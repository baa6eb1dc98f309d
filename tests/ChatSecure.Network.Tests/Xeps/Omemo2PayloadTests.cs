// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using CsCheck;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>The wire format of urn:xmpp:omemo:2.</summary>
public sealed class Omemo2PayloadTests
{
    private const string Namespace = "urn:xmpp:omemo:2";

    private static readonly Gen<OmemoEnvelope> Envelopes =
        from sender in Gen.UInt[1, DeviceId.MaxValue]
        from keys in Gen.Select(Gen.Int[0, 2], Gen.UInt[1, DeviceId.MaxValue], Gen.Byte.Array[1, 200], Gen.Bool)
            .Select((owner, device, data, kex) => new OmemoKey(Jid.Parse($"user{owner}@example.org"), new(device), data, kex))
            .Array[0, 6]
        from payload in Gen.Byte.Array[1, 100]
        from hasPayload in Gen.Bool
        select new OmemoEnvelope(EncryptionKind.Omemo2, new(sender), keys, default, hasPayload ? (ReadOnlyMemory<byte>?)payload : null);

    [Fact]
    public void An_envelope_round_trips_through_xml_with_its_keys_by_owner() =>
        Envelopes.Sample(envelope =>
        {
            var message = new MessageStanza(Peer);
            OmemoPayload.Add(message, envelope);

            Assert.True(OmemoPayload.TryRead(new(Reparse(message.Element)), out var envelopes, out var isMalformed));
            Assert.False(isMalformed);
            var read = Assert.Single(envelopes);
            Assert.Equal((envelope.Kind, envelope.Sender), (read.Kind, read.Sender));
            Assert.True(read.Iv.IsEmpty);
            Assert.Equal(envelope.Payload?.ToArray(), read.Payload?.ToArray());
            Assert.Equal(envelope.Keys.GroupBy(key => key.Owner).SelectMany(group => group).Select(Show), read.Keys.Select(Show));
        });

    [Fact]
    public void No_body_stands_beside_the_ciphertext_and_the_method_is_named()
    {
        var message = new MessageStanza(Peer) { Body = "The plain text" };
        OmemoPayload.Add(message, Envelope([1]));
        Assert.Null(message.Body);
        Assert.Equal(Namespace, message.GetEncryption());
        Assert.True(message.HasHint(ProcessingHint.Store));
    }

    [Fact]
    public void What_has_nothing_to_read_goes_without_the_method_s_name_and_in_omemo_2_alone()
    {
        var message = new MessageStanza(Peer) { Body = "The plain text" };
        OmemoPayload.AddSilently(message, Envelope([1]));
        Assert.Null(message.Body);
        Assert.Null(message.GetEncryption());
        Assert.True(OmemoPayload.TryRead(message, out _, out _));

        var legacy = new OmemoEnvelope(EncryptionKind.Omemo, new(1), [], new byte[12], new byte[3]);
        Assert.Throws<ArgumentException>(() => OmemoPayload.AddSilently(message, legacy));
    }

    [Fact]
    public void Both_wire_formats_fit_into_one_stanza_the_better_one_is_read_first_and_no_body_stands_beside_them()
    {
        var message = new MessageStanza(Peer) { Body = "The plain text" };
        var legacy = new OmemoEnvelope(EncryptionKind.Omemo, new(1), [], new byte[12], new byte[3]);
        OmemoPayload.Add(message, legacy, Envelope([1]));

        Assert.Null(message.Body);
        Assert.Equal(OmemoPayload.LegacyNamespace, message.GetEncryption());
        Assert.True(OmemoPayload.TryRead(new(Reparse(message.Element)), out var envelopes, out _));
        Assert.Equal([EncryptionKind.Omemo2, EncryptionKind.Omemo], envelopes.Select(envelope => envelope.Kind));
    }

    [Fact]
    public void A_malformed_element_does_not_hide_the_good_one_in_the_other_format()
    {
        var message = new MessageStanza(Peer);
        OmemoPayload.Add(message, Envelope([1]));
        message.Element.Add(ParseXml($"<encrypted xmlns='{OmemoPayload.LegacyNamespace}'/>"));
        Assert.True(OmemoPayload.TryRead(message, out var envelopes, out var isMalformed));
        Assert.False(isMalformed);
        Assert.Equal(EncryptionKind.Omemo2, Assert.Single(envelopes).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<header/>")]
    [InlineData("<header sid='0'/>")]
    [InlineData("<header sid='2147483648'/>")]
    [InlineData("<header sid='1'/><payload/>")]
    [InlineData("<header sid='1'/><payload>A</payload>")]
    [InlineData("<header sid='1'><keys jid='a@b.example'><key rid='2'/></keys></header>")]
    [InlineData("<header sid='1'><keys jid='a@b.example'><key rid='2'>!!!!</key></keys></header>")]
    public void What_is_malformed_says_so(string content)
    {
        Assert.False(Read(content, out var envelopes, out var isMalformed));
        Assert.True(isMalformed);
        Assert.Empty(envelopes);
    }

    [Fact]
    public void Keys_for_nobody_and_outside_of_a_group_are_skipped()
    {
        var xml =
            "<header sid='1'><key rid='5'>AA==</key><keys jid='not an address@'><key rid='6'>AA==</key></keys><keys><key rid='7'>AA==</key></keys>"
            + "<keys jid='a@b.example/phone'><key rid='0'>AA==</key><key rid='8' kex='1'>AA==</key></keys></header>";
        Assert.True(Read(xml, out var envelopes, out _));
        Assert.Equal((Jid.Parse("a@b.example"), new DeviceId(8), true), Show2(Assert.Single(envelopes[0].Keys)));

        static (Jid?, DeviceId, bool) Show2(OmemoKey key) => (key.Owner, key.Device, key.IsKeyExchange);
    }

    [Fact]
    public void Keys_are_bounded_over_all_groups()
    {
        string Group(int count) => $"<keys jid='a@b.example'>{string.Concat(Enumerable.Repeat("<key rid='2'>AA==</key>", count))}</keys>";
        Assert.True(Read($"<header sid='1'>{Group(1000)}{Group(1000)}</header>", out _, out _));
        Assert.False(Read($"<header sid='1'>{Group(1000)}{Group(1001)}</header>", out _, out _));
    }

    [Fact]
    public void A_label_is_read_with_its_signature_and_dropped_without()
    {
        var signature = Convert.ToBase64String(new byte[64]);
        var list = DeviceListPayload.Read(
            ParseXml(
                $"<devices xmlns='{Namespace}'><device id='1' label='Phone' labelsig='{signature}'/><device id='2' label='Phone'/>"
                    + $"<device id='3' label='Phone' labelsig='AAAA'/><device id='4' label='{new string('x', 300)}' labelsig='{signature}'/><device id='5'/></devices>"
            ),
            OmemoDialect.Current
        )!;
        Assert.Equal(["Phone", null, null, null, null], list.Select(device => device.Label));
        Assert.Equal([64, 0, 0, 0, 0], list.Select(device => device.LabelSignature.Length));

        var written = DeviceListPayload.Write(list, OmemoDialect.Current);
        Assert.Equal("Phone", DeviceListPayload.Read(Reparse(written), OmemoDialect.Current)![0].Label);
        Assert.DoesNotContain(
            "Phone",
            Encoding.UTF8.GetString(DeviceListPayload.Write(list, OmemoDialect.Legacy).ToUtf8()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_empty_list_is_a_list() =>
        Assert.Empty(DeviceListPayload.Read(ParseXml($"<devices xmlns='{Namespace}'/>"), OmemoDialect.Current)!);

    [Fact]
    public void A_bundle_round_trips_in_the_words_of_its_format()
    {
        var bundle = new OmemoBundle(
            Bytes(32, 1),
            9,
            Bytes(32, 2),
            Bytes(64, 3),
            [.. Enumerable.Range(1, 25).Select(id => new OmemoPreKey((uint)id, Bytes(32, (byte)id)))]
        );
        var xml = BundlePayload.Write(bundle, OmemoDialect.Current);
        Assert.Equal(["spk", "spks", "ik", "prekeys"], xml.Children.Select(child => child.Name));
        OmemoPayloadTests.AssertSame(bundle, BundlePayload.Read(Reparse(xml), OmemoDialect.Current));
        Assert.Null(BundlePayload.Read(Reparse(xml), OmemoDialect.Legacy));
        var typed = bundle with { IdentityKey = Bytes(33, 5) };
        Assert.Null(BundlePayload.Read(Reparse(BundlePayload.Write(typed, OmemoDialect.Current)), OmemoDialect.Current));
    }

    private static OmemoEnvelope Envelope(byte[] payload) =>
        new(EncryptionKind.Omemo2, new(1), [new(Jid.Parse("a@b.example"), new(2), Bytes(3, 4), true)], default, payload);

    private static byte[] Bytes(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    private static string Show(OmemoKey key) => $"{key.Owner} {key.Device} {Convert.ToHexString(key.Data.Span)} {key.IsKeyExchange}";

    private static bool Read(string content, out IReadOnlyList<OmemoEnvelope> envelopes, out bool isMalformed) =>
        OmemoPayload.TryRead(
            new(ParseXml($"<message><encrypted xmlns='{Namespace}'>{content}</encrypted></message>")),
            out envelopes,
            out isMalformed
        );
}
