// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using CsCheck;

namespace ChatSecure.Abstractions.Tests.Addressing;

public sealed class JidTests
{
    [Theory]
    [InlineData("juliet@example.com", "juliet", "example.com", null)]
    [InlineData("juliet@example.com/foo", "juliet", "example.com", "foo")]
    [InlineData("juliet@example.com/foo bar", "juliet", "example.com", "foo bar")]
    [InlineData("juliet@example.com/foo@bar", "juliet", "example.com", "foo@bar")]
    [InlineData("foo\\20bar@example.com", "foo\\20bar", "example.com", null)]
    [InlineData("fussball@example.com", "fussball", "example.com", null)]
    [InlineData("fußball@example.com", "fußball", "example.com", null)]
    [InlineData("π@example.com", "π", "example.com", null)]
    [InlineData("Σ@example.com/foo", "σ", "example.com", "foo")]
    [InlineData("king@example.com/♚", "king", "example.com", "♚")]
    [InlineData("example.com", null, "example.com", null)]
    [InlineData("example.com/foobar", null, "example.com", "foobar")]
    [InlineData("a.example.com/b@example.net", null, "a.example.com", "b@example.net")]
    [InlineData("Juliet@EXAMPLE.com/Balcony", "juliet", "example.com", "Balcony")]
    [InlineData("user@example.com.", "user", "example.com", null)]
    [InlineData("user@[::1]", "user", "[::1]", null)]
    [InlineData("user@127.0.0.1", "user", "127.0.0.1", null)]
    [InlineData("user@Bücher.example", "user", "bücher.example", null)]
    [InlineData("user@xn--bcher-kva.example", "user", "bücher.example", null)]
    public void An_address_is_prepared_as_RFC_7622_says(string text, string? local, string domain, string? resource)
    {
        Assert.True(Jid.TryParse(text, out var jid));
        Assert.Equal((local, domain, resource), (jid.Local, jid.Domain, jid.Resource));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@example.com")]
    [InlineData("user@")]
    [InlineData("user@example.com/")]
    [InlineData("\"juliet\"@example.com")]
    [InlineData("foo bar@example.com")]
    [InlineData("us&er@example.com")]
    [InlineData("us'er@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("henryⅣ@example.com")]
    [InlineData("♚@example.com")]
    [InlineData("user@exam ple.com")]
    [InlineData("user@-example.com")]
    [InlineData("user@example..com")]
    [InlineData("user@example.com/a\u0000b")]
    [InlineData("user@example.com/a\u200Bb")]
    [InlineData("us\u200Ber@example.com")]
    [InlineData("user\u202E@example.com")]
    [InlineData("user@[::1")]
    [InlineData("user@[::1%eth0]")]
    [InlineData("user@[example.com]")]
    [InlineData("aא@example.com")]
    [InlineData("us\u00A0er@example.com")]
    [InlineData("user@exam\u00A0ple.com")]
    [InlineData("\uFEFFuser@example.com")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(Jid.TryParse(text, out var jid));
        Assert.True(jid.IsEmpty);
        Assert.Throws<FormatException>(() => Jid.Parse(text));
    }

    [Fact]
    public void A_lone_surrogate_is_no_character()
    {
        // Not as a theory: attribute data is stored as UTF-8, which has no surrogates.
        Assert.False(Jid.TryParse("user@example.com/\ud800", out _));
        Assert.False(Jid.TryParse("\ud800@example.com", out _));
        Assert.False(Jid.TryParse("user@\ud800.example", out _));
    }

    [Fact]
    public void Parts_longer_than_1023_bytes_are_refused()
    {
        Assert.True(Jid.TryParse(new string('a', 1023) + "@example.com", out _));
        Assert.False(Jid.TryParse(new string('a', 1024) + "@example.com", out _));
        Assert.False(Jid.TryParse("a@example.com/" + new string('ü', 512), out _));
        Assert.False(Jid.TryParse(new string('a', 100_000), out _));
    }

    [Fact]
    public void Full_width_and_combining_forms_are_the_same_address() =>
        Assert.Equal(Jid.Parse("café@example.com"), Jid.Parse("ｃａｆｅ\u0301@example.com"));

    [Fact]
    public void An_address_equals_itself_written_in_another_case()
    {
        Assert.Equal(Jid.Parse("Alice@Example.COM"), Jid.Parse("alice@example.com"));
        Assert.NotEqual(Jid.Parse("alice@example.com/A"), Jid.Parse("alice@example.com/a"));
    }

    [Fact]
    public void Bare_drops_the_resource_and_WithResource_adds_one()
    {
        var full = Jid.Parse("alice@example.com/phone");

        Assert.Equal(Jid.Parse("alice@example.com"), full.Bare);
        Assert.True(full.Bare.IsBare);
        Assert.Equal(full, full.Bare.WithResource("phone"));
        Assert.Throws<FormatException>(() => full.WithResource(""));
    }

    [Fact]
    public void Preparing_is_stable_and_never_throws() =>
        Gen.String.Sample(text =>
        {
            if (Jid.TryParse(text, out var jid))
            {
                Assert.True(Jid.TryParse(jid.ToString(), out var again));
                Assert.Equal(jid, again);
            }
        });

    [Fact]
    public void Parts_that_are_put_together_come_apart_again() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 20], Gen.String[Gen.Char['a', 'z'], 1, 20], Gen.String[Gen.Char[' ', '~'], 1, 20])
            .Sample(
                (local, domain, resource) =>
                {
                    var jid = Jid.Parse($"{local}@{domain}.example/{resource}");
                    Assert.Equal((local, $"{domain}.example", resource), (jid.Local, jid.Domain, jid.Resource));
                }
            );
}
