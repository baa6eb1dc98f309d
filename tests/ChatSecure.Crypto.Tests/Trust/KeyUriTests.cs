// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Trust;

public sealed class KeyUriTests
{
    private const string One = "623548d3835c6d33ef5cb680f7944ef381cf712bf23a0119dabe5c4f252cd02f";
    private const string Two = "b423f5088de9a924d51b31581723d850c7cc67d0a4fe6b267c3d301ff56d2413";

    [Fact]
    public void What_is_written_is_read_back()
    {
        var owner = Jid.Parse("bob#o;b=1?@example.com");
        (DeviceId, Fingerprint)[] devices = [(new(7), Key(One)), (new(2147483647), Key(Two))];
        var text = KeyUri.Write(owner, devices);
        Assert.StartsWith("xmpp:bob%23o%3Bb%3D1%3F@example.com?", text, StringComparison.Ordinal);
        Assert.EndsWith($"?omemo-sid-7={One};omemo-sid-2147483647={Two}", text, StringComparison.Ordinal);
        Assert.True(KeyUri.TryParse(text, out var uri));
        Assert.Equal(owner, uri!.Owner);
        Assert.Equal(
            [(new DeviceId(7), Key(One)), (new DeviceId(2147483647), Key(Two))],
            uri.Trusted.Select(entry => (entry.Device!.Value, entry.Key))
        );
    }

    [Fact]
    public void The_example_of_XEP_0434_is_read()
    {
        var text =
            $"xmpp:bob@example.com?trust-message;encryption=urn:xmpp:omemo:2;trust={One};distrust={Two};"
            + "distrust=d9f849b6b828309c5f2c8df4f38fd891887da5aaa24a22c50d52f69b4a80817e";
        Assert.True(KeyUri.TryParse(text, out var uri));
        Assert.Equal((null, Key(One)), Assert.Single(uri!.Trusted));
        Assert.Equal(2, uri.Distrusted.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xmpp:bob@example.com")]
    [InlineData("xmpp:bob@example.com?")]
    [InlineData("xmpp:?omemo-sid-7=" + One)]
    [InlineData("http:bob@example.com?omemo-sid-7=" + One)]
    [InlineData("xmpp:bob@example.com/phone?omemo-sid-7=" + One)]
    [InlineData("xmpp:bob@example.com?omemo-sid-0=" + One)]
    [InlineData("xmpp:bob@example.com?omemo-sid--7=" + One)]
    [InlineData("xmpp:bob@example.com?omemo-sid-2147483648=" + One)]
    [InlineData("xmpp:bob@example.com?omemo-sid-7=05" + One)]
    [InlineData("xmpp:bob@example.com?omemo-sid-7=" + One + ";x")]
    [InlineData("xmpp:bob@example.com?omemo-sid-7=" + One + "=")]
    [InlineData("xmpp:bob@example.com?trust-message;encryption=urn:xmpp:otr:0;trust=" + One)]
    [InlineData("xmpp:bob@example.com?trust-message;trust=" + One + ";distrust=" + One)]
    [InlineData("xmpp:bob@example.com?trust-message;encryption=urn:xmpp:omemo:2")]
    [InlineData("xmpp:bob@example.com?message;body=hello")]
    public void What_is_malformed_or_contradictory_is_none(string? text) => Assert.False(KeyUri.TryParse(text, out _));

    [Fact]
    public void Too_many_keys_are_none()
    {
        string Text(int count) => "xmpp:b@e.example?" + string.Join(';', Enumerable.Range(1, count).Select(id => $"omemo-sid-{id}={One}"));
        Assert.False(KeyUri.TryParse(Text(65), out _));
        Assert.Throws<ArgumentException>(() => KeyUri.Write(Jid.Parse("b@e.example"), []));
    }

    [Fact]
    public void Random_text_never_throws() =>
        Gen
            .String.Select(Gen.String, (path, query) => $"xmpp:{path}?{query}")
            .Sample(text =>
            {
                KeyUri.TryParse(text, out _);
            });

    private static Fingerprint Key(string hex) => Fingerprint.FromBytes(Convert.FromHexString(hex));
}
