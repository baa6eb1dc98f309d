// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Omemo;

public sealed class LegacyFormatTests
{
    private static readonly ChatSecure.Crypto.Omemo.Wire.IdentityKey Identity = new(new byte[32], (byte[])[5, .. new byte[32]]);

    private const string Key = "0a2105ecf8aa7dc1e455114ce4c9d61abb1fd1f0de99ec82d5a97e2748d5da286d9623";
    private const string Mac = "0102030405060708";

    [Theory]
    [InlineData("33" + Key + "10011802220101" + Mac)]
    [InlineData("33" + "220101" + "1802" + "1001" + Key + Mac)]
    [InlineData("33" + Key + "10011802220101" + "7a0100" + Mac)]
    public void Fields_of_a_message_come_in_any_order_and_unknown_ones_are_skipped(string hex)
    {
        var message = LegacyFormat.Instance.ReadMessage(Convert.FromHexString(hex))!;
        Assert.Equal((1u, 2u), (message.Counter, message.PreviousCounter));
        Assert.Equal("ecf8aa7dc1e455114ce4c9d61abb1fd1f0de99ec82d5a97e2748d5da286d9623", Convert.ToHexStringLower(message.RatchetKey.Span));
        Assert.Equal([1], message.Ciphertext.ToArray());
        Assert.Equal(Mac, Convert.ToHexStringLower(message.Mac.Span));
        Assert.Equal(hex[..^16], Convert.ToHexStringLower(message.Authenticated.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("33")]
    [InlineData("33" + Mac)]
    [InlineData("32" + Key + "10011802220101" + Mac)] // version 2
    [InlineData("44" + Key + "10011802220101" + Mac)] // version 4
    [InlineData("33" + "10011802220101" + Mac)] // no ratchet key
    [InlineData("33" + Key + "1802220101" + Mac)] // no counter
    [InlineData("33" + Key + "1001220101" + Mac)] // no previous counter
    [InlineData("33" + Key + "10011802" + Mac)] // no ciphertext
    [InlineData("33" + Key + "100118022200" + Mac)] // an empty one
    [InlineData("33" + Key + "100110011802220101" + Mac)] // a counter twice
    [InlineData("33" + Key + Key + "10011802220101" + Mac)] // a key twice
    [InlineData("33" + "0a2106ecf8aa7dc1e455114ce4c9d61abb1fd1f0de99ec82d5a97e2748d5da286d9623" + "10011802220101" + Mac)] // a wrong key type
    [InlineData("33" + "0a20ecf8aa7dc1e455114ce4c9d61abb1fd1f0de99ec82d5a97e2748d5da286d9623" + "10011802220101" + Mac)] // no key type
    [InlineData("33" + Key + "10ffffffff1f1802220101" + Mac)] // a counter of 33 bits
    [InlineData("33" + Key + "100118022280808080100101" + Mac)] // a length beyond the end
    public void A_malformed_message_is_not_read(string hex) => Assert.Null(LegacyFormat.Instance.ReadMessage(Convert.FromHexString(hex)));

    [Fact]
    public void A_message_or_key_exchange_beyond_2048_bytes_is_not_read()
    {
        var long1 = LegacyFormat.Instance.WriteAuthenticated(new byte[32], 0, 0, new byte[1980]);
        Assert.NotNull(
            LegacyFormat.Instance.ReadMessage(
                new byte[] { }
                    .Concat(long1)
                    .Concat(new byte[8])
                    .ToArray()
            )
        );
        var long2 = LegacyFormat.Instance.WriteAuthenticated(new byte[32], 0, 0, new byte[2048]);
        Assert.Null(LegacyFormat.Instance.ReadMessage(long2.Concat(new byte[8]).ToArray()));
        Assert.Null(
            LegacyFormat.Instance.ReadKeyExchange(LegacyFormat.Instance.WriteKeyExchange(new(1, 1, Identity, new byte[32], long2)))
        );
    }

    [Fact]
    public void A_key_exchange_without_one_of_its_required_fields_is_not_read()
    {
        var whole = Convert.ToHexStringLower(KnownAnswers.Legacy["key_exchange_wire"]);
        Assert.NotNull(LegacyFormat.Instance.ReadKeyExchange(Convert.FromHexString(whole)));
        string[] fields = ["300b", whole.Substring(6, 70), whole.Substring(76, 70)];
        foreach (var field in fields)
        {
            Assert.Null(LegacyFormat.Instance.ReadKeyExchange(Convert.FromHexString(whole.Replace(field, "", StringComparison.Ordinal))));
            Assert.Null(LegacyFormat.Instance.ReadKeyExchange(Convert.FromHexString(whole + field)));
        }

        Assert.Null(LegacyFormat.Instance.ReadKeyExchange(Convert.FromHexString(whole + "00")));
        Assert.Null(LegacyFormat.Instance.ReadKeyExchange(Convert.FromHexString("22" + whole[2..])));
    }

    [Fact]
    public void A_one_time_key_with_the_number_0_or_none_is_told_apart()
    {
        var format = LegacyFormat.Instance;
        Assert.Equal(0u, format.ReadKeyExchange(format.WriteKeyExchange(new(0, 0, Identity, new byte[32], new byte[1])))!.PreKeyId);
        Assert.Null(format.ReadKeyExchange(format.WriteKeyExchange(new(null, 0, Identity, new byte[32], new byte[1])))!.PreKeyId);
    }

    [Fact]
    public void A_body_from_an_old_client_with_an_IV_of_16_bytes_opens()
    {
        // Known answer of OpenSSL. The key and the tag come through the session.
        var material = Convert.FromHexString("000102030405060708090a0b0c0d0e0f" + "23c6d71eb73f54a056ef080dad3afc4f");
        var old = new OmemoEnvelope(EncryptionKind.Omemo, new(1), [], new byte[16], Convert.FromHexString("011478f2ee"));
        Assert.True(LegacyFormat.Instance.TryOpen(old, material, out var plaintext));
        Assert.Equal([1, 2, 3, 4, 5], plaintext);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Gen.Byte.Array[0, 300]
            .Sample(data =>
            {
                byte[] versioned = [0x33, .. data];
                LegacyFormat.Instance.ReadMessage(versioned);
                LegacyFormat.Instance.ReadKeyExchange(versioned);
            });
    }
}
