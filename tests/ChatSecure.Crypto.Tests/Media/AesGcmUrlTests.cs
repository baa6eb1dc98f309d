// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Media;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Media;

public sealed class AesGcmUrlTests
{
    // The address of XEP-0454's example, with digits of our own.
    private const string Address = "download.montague.lit/4a771ac1-f0b2-4a4a-9700-f2a26fa2bb67/tr%C3%A8s%20cool.jpg";
    private const string Iv = "8c3d050e9386ec173861778f";
    private const string Key = "68e9af38a97aaf82faa4063b4d0878a61261534410c8a84331eaac851759f587";

    [Fact]
    public void The_URL_of_the_specification_is_read_and_its_address_has_no_key()
    {
        Assert.True(AesGcmUrl.TryParse($"aesgcm://{Address}#{Iv}{Key}", out var url));
        using (url)
        {
            Assert.Equal($"https://{Address}", url.Download.AbsoluteUri);
            Assert.DoesNotContain("#", url.Download.AbsoluteUri, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, url.ToString(), StringComparison.Ordinal);
            Assert.Equal(Iv + Key, Exported(url.Key));
        }
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var key = MediaKey.Create();
        var text = AesGcmUrl.Write(new Uri($"https://{Address}"), key);
        Assert.Equal("aesgcm://".Length + Address.Length + 1 + 88, text.Length);
        Assert.True(AesGcmUrl.TryParse(text, out var url));
        Assert.Equal(Exported(key), Exported(url.Key));
    }

    [Theory]
    [InlineData("aesgcm://" + Address + "#" + Iv + "00000000" + Key)]
    [InlineData("aesgcm://host.example/x#8C3D050E9386EC173861778F68E9AF38A97AAF82FAA4063B4D0878A61261534410C8A84331EAAC851759F587")]
    [InlineData("aesgcm://host.example:8443/x?v=1#" + Iv + Key)]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + "\ndata:image/jpeg,/9j/4AAQ")]
    public void Long_vectors_upper_case_ports_and_thumbnails_are_read(string text) => Assert.True(AesGcmUrl.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://host.example/x#" + Iv + Key)]
    [InlineData("http://host.example/x#" + Iv + Key)]
    [InlineData("AESGCM://host.example/x#" + Iv + Key)]
    [InlineData("aesgcm://host.example/x")]
    [InlineData("aesgcm://host.example/x#")]
    [InlineData("aesgcm://host.example/x#" + Key)]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + "0")]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + "00")]
    [InlineData("aesgcm://host.example/x#" + Iv + "gg" + "e9af38a97aaf82faa4063b4d0878a61261534410c8a84331eaac851759f587")]
    [InlineData("aesgcm://user@host.example/x#" + Iv + Key)]
    [InlineData("aesgcm://user:pass@host.example/x#" + Iv + Key)]
    [InlineData("aesgcm:///x#" + Iv + Key)]
    [InlineData("aesgcm://host.example#" + Iv + Key)]
    [InlineData("aesgcm://host.example/x y#" + Iv + Key)]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + "#" + Iv)]
    [InlineData("see aesgcm://host.example/x#" + Iv + Key)]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + " ")]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + "\nand more")]
    [InlineData("aesgcm://host.example/x#" + Iv + Key + "\ndata:image/jpeg,/9j/4AAQ\nand more")]
    public void Anything_else_is_no_file(string? text) => Assert.False(AesGcmUrl.TryParse(text, out _));

    [Fact]
    public void An_address_by_HTTP_or_with_a_user_or_a_fragment_is_not_written()
    {
        using var key = MediaKey.Create();
        Assert.Throws<ArgumentException>(() => AesGcmUrl.Write(new Uri("http://host.example/x"), key));
        Assert.Throws<ArgumentException>(() => AesGcmUrl.Write(new Uri("https://user@host.example/x"), key));
        Assert.Throws<ArgumentException>(() => AesGcmUrl.Write(new Uri("https://host.example/x#y"), key));
        using var small = MediaKey.FromBytes(new byte[16], new byte[12]);
        Assert.Throws<ArgumentException>(() => AesGcmUrl.Write(new Uri("https://host.example/x"), small));
    }

    [Fact]
    public void Random_text_never_throws() =>
        Gen
            .String.Select(Gen.String, (host, rest) => $"aesgcm://{host}#{rest}")
            .Sample(text =>
            {
                AesGcmUrl.TryParse(text, out _);
            });

    private static string Exported(MediaKey key)
    {
        var (raw, iv) = (new byte[32], new byte[key.IvLength]);
        key.Export(raw, iv);
        return Convert.ToHexStringLower([.. iv, .. raw]);
    }
}
