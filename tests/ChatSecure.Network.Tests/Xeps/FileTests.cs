// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Payloads;
using CsCheck;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class FileTests
{
    private static readonly Uri Url = new("https://upload.example/a/summit.jpg");

    [Fact]
    public async Task A_shared_file_round_trips_through_xml()
    {
        var hash = await ContentHashes.ComputeAsync(new MemoryStream([1, 2, 3]));
        var metadata = new FileMetadata
        {
            Name = "summit.jpg",
            MediaType = "image/jpeg",
            Size = 3,
            Date = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Description = "Photo",
            Width = 4096,
            Height = 2160,
            Duration = TimeSpan.FromSeconds(3),
            Hashes = [hash],
        };
        var message = new MessageStanza(Peer) { Body = Url.AbsoluteUri };
        message.AddSharedFile(new(metadata, [Url], FileDisposition.Inline, "f1"));

        var read = new MessageStanza(Reparse(message.Element));

        var file = Assert.Single(read.GetSharedFiles());
        Assert.Equal((FileDisposition.Inline, "f1"), (file.Disposition, file.Id));
        Assert.Equal([Url], file.Sources);
        Assert.Equal(metadata with { Hashes = [] }, file.Metadata with { Hashes = [] });
        Assert.True(await ContentHashes.VerifyAsync(new MemoryStream([1, 2, 3]), file.Metadata.Hashes));
        Assert.Equal(Url, read.GetOutOfBand());
        Assert.Null(read.GetBodyWithoutFallback(FileSharing.Namespace));
    }

    [Fact]
    public void A_file_without_text_asks_to_be_kept()
    {
        var message = new MessageStanza(Peer);
        message.AddSharedFile(new(new(), []));

        Assert.True(message.HasHint(ProcessingHint.Store));
        Assert.Empty(Assert.Single(message.GetSharedFiles()).Sources);
    }

    [Theory]
    [InlineData("http://upload.example/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:password@upload.example/a")]
    [InlineData("/relative")]
    [InlineData("")]
    public void Only_https_is_a_source(string url)
    {
        var message = ParseXml(
            $"<message><body>{url}</body><x xmlns='jabber:x:oob'><url>{url}</url></x><file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'/>"
                + $"<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='{url}'/></sources></file-sharing></message>"
        );

        Assert.Empty(Assert.Single(new MessageStanza(message).GetSharedFiles()).Sources);
        Assert.Null(new MessageStanza(message).GetOutOfBand());
    }

    [Fact]
    public void A_source_that_is_not_https_is_not_shared()
    {
        var message = new MessageStanza(Peer);

        Assert.Throws<ArgumentException>(() => message.AddSharedFile(new(new(), [new("http://upload.example/a")])));
        Assert.Throws<ArgumentException>(() => message.AddOutOfBand(new("http://upload.example/a")));
        Assert.Empty(message.Element.Children);
    }

    [Fact]
    public void An_address_behind_another_text_is_no_file() =>
        Assert.Null(
            new MessageStanza(
                ParseXml("<message><body>Look!</body><x xmlns='jabber:x:oob'><url>https://upload.example/a</url></x></message>")
            ).GetOutOfBand()
        );

    [Fact]
    public void What_an_error_echoes_shares_nothing() =>
        Assert.Empty(
            new MessageStanza(
                ParseXml(
                    "<message type='error'><file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'/></file-sharing></message>"
                )
            ).GetSharedFiles()
        );

    [Fact]
    public void A_field_that_is_malformed_or_beyond_its_bound_is_absent()
    {
        var file = FileMetadataPayload.Read(
            ParseXml(
                $"<file xmlns='urn:xmpp:file:metadata:0'><name>{new string('x', 256)}</name><media-type>text</media-type><size>-1</size><date>2015-07-26</date>"
                    + $"<width>0</width><height>99999999999999999999</height><length>-5</length><desc>{new string('x', 5000)}</desc>"
                    + "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>=AAA</hash><hash xmlns='urn:xmpp:hashes:2'>AAAA</hash></file>"
            )
        );

        Assert.Equal(new FileMetadata { Hashes = file.Hashes }, file);
        Assert.Empty(file.Hashes);
    }

    [Theory]
    [InlineData("IMAGE/PNG; charset=x", "image/png")]
    [InlineData("text/html\r\nX: y", null)]
    [InlineData("text/", null)]
    [InlineData("a/b/c", null)]
    [InlineData("image/svg+xml", "image/svg+xml")]
    public void A_media_type_has_two_parts_of_plain_characters(string text, string? expected) =>
        Assert.Equal(expected, FileMetadataPayload.ReadMediaType(text));

    [Theory]
    [InlineData("<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>AAAA BBBB</hash>")]
    [InlineData("<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>AAAA</hash><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>BBBB</hash>")]
    [InlineData("<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'/>")]
    public void A_hash_that_is_malformed_or_contradicted_is_none(string xml) =>
        Assert.Empty(ContentHashes.Read(ParseXml($"<file xmlns='x'>{xml}</file>")));

    [Theory]
    [InlineData("sha-1", 20)]
    [InlineData("md5", 16)]
    [InlineData("sha-256", 31)]
    [InlineData("unheard-of", 32)]
    public async Task A_weak_unknown_or_short_hash_verifies_nothing(string algorithm, int length) =>
        Assert.False(await ContentHashes.VerifyAsync(new MemoryStream(), [new(algorithm, new byte[length])]));

    [Fact]
    public async Task Another_content_is_not_verified_and_the_strongest_hash_decides()
    {
        var right = await ContentHashes.ComputeAsync(new MemoryStream([1]));

        Assert.False(await ContentHashes.VerifyAsync(new MemoryStream([2]), [right]));
        Assert.False(await ContentHashes.VerifyAsync(new MemoryStream([1]), [right, new("sha-512", new byte[64])]));
        Assert.Contains("urn:xmpp:hash-function-text-names:sha-256", ContentHashes.Features);
    }

    [Theory]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("/etc/passwd", "_etc_passwd")]
    [InlineData("..\\..\\windows\\system32", "_.._windows_system32")]
    [InlineData("C:\\autoexec.bat", "C__autoexec.bat")]
    [InlineData("..%2f..%2Fpasswd", "_.._passwd")]
    [InlineData("%2e%2e/passwd", "___passwd")]
    [InlineData("..", "file")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("  . ", "file")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("LPT1", "_LPT1")]
    [InlineData("com¹.log", "_com¹.log")]
    [InlineData("a\0b\nc", "a_b_c")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("a／b∕c", "a_b_c")]
    [InlineData("stream.txt:evil", "stream.txt_evil")]
    [InlineData("name. . ", "name")]
    [InlineData("très cool.jpg", "très cool.jpg")]
    public void A_name_from_others_is_no_path(string? claimed, string expected) => Assert.Equal(expected, SafeFileName.From(claimed));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var name = SafeFileName.From(new string('漢', 300) + ".jpeg");

        Assert.InRange(Encoding.UTF8.GetByteCount(name), SafeFileName.MaxBytes - 3, SafeFileName.MaxBytes);
        Assert.EndsWith(".jpeg", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_claim_the_file_lies_in_its_folder() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["./\\ %2f:~"]), 0, 300]
            .Sample(claimed =>
            {
                var name = SafeFileName.From(claimed);
                Assert.Equal("/folder", Path.GetDirectoryName(Path.GetFullPath(Path.Combine("/folder", name))));
                Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, SafeFileName.MaxBytes);
                Assert.DoesNotContain('\\', name);
            });
}
