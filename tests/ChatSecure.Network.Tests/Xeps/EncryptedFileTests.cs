// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class EncryptedFileTests
{
    private const string Gcm = "urn:xmpp:ciphers:aes-256-gcm-nopadding:0";
    private static readonly Uri Url = new("https://upload.example/a/encrypted.jpg");
    private static readonly string Key = Base64(32);
    private static readonly string Iv = Base64(12);
    private static readonly string Address =
        $"<sources xmlns='urn:xmpp:sfs:0'><url-data xmlns='http://jabber.org/protocol/url-data' target='{Url}'/></sources>";
    private static readonly FileMetadata Metadata = new() { Size = 3, Hashes = [new("sha-256", new byte[32])] };
    private static readonly EncryptedSource Source = new(FileCipher.Aes256Gcm, new byte[32], new byte[12], [Url]);

    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        var message = new MessageStanza(
            ParseXml(
                """
                <message to='juliet@shakespeare.lit' from='romeo@montague.lit/resource' id='sharing-a-file'>
                  <file-sharing xmlns='urn:xmpp:sfs:0'>
                    <file xmlns='urn:xmpp:file:metadata:0'>
                      <media-type>image/jpeg</media-type>
                      <name>summit.jpg</name>
                      <size>3032449</size>
                      <hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash>
                    </file>
                    <sources>
                      <encrypted xmlns='urn:xmpp:esfs:0' cipher='urn:xmpp:ciphers:aes-256-gcm-nopadding:0'>
                        <key>SuRJ2agVm/pQbJQlPq/B23Xt1YOOJCcEGJA5HrcYOGQ=</key>
                        <iv>T8RDMBaiqn6Ci4Nw</iv>
                        <hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>BgKI2gp2kNCRsARNvhFmw5kFf9BBo2pTbV2D8XHTMWI=</hash>
                        <hash xmlns='urn:xmpp:hashes:2' algo='id-blake2b256'>id4cnqqy9/ssfCkM4vYSkiXXrlE=</hash>
                        <sources xmlns='urn:xmpp:sfs:0'>
                          <url-data xmlns='http://jabber.org/protocol/url-data' target='https://download.montague.lit/4a771ac1-f0b2-4a4a-9700-f2a26fa2bb67/encrypted.jpg' />
                        </sources>
                      </encrypted>
                      <jinglepub xmlns='urn:xmpp:jinglepub:1' from='romeo@montague.lit/resource' id='9559976B-3FBF-4E7E-B457-2DAA225972BB'>
                        <description xmlns='urn:xmpp:jingle:apps:file-transfer:5' />
                      </jinglepub>
                    </sources>
                  </file-sharing>
                </message>
                """
            )
        );

        var file = Assert.Single(message.GetSharedFiles());
        var source = Assert.Single(file.EncryptedSources);
        Assert.Empty(file.Sources);
        Assert.Equal(3032449, file.Metadata.Size);
        Assert.Equal(FileCipher.Aes256Gcm, source.Cipher);
        Assert.Equal("SuRJ2agVm/pQbJQlPq/B23Xt1YOOJCcEGJA5HrcYOGQ=", Convert.ToBase64String(source.Key.Span));
        Assert.Equal("T8RDMBaiqn6Ci4Nw", Convert.ToBase64String(source.Iv.Span));
        Assert.Equal(["sha3-256", "id-blake2b256"], source.Hashes.Select(hash => hash.Algorithm));
        Assert.Equal("/4a771ac1-f0b2-4a4a-9700-f2a26fa2bb67/encrypted.jpg", Assert.Single(source.Sources).AbsolutePath);
    }

    [Theory]
    [InlineData(FileCipher.Aes256Gcm, 32)]
    [InlineData(FileCipher.Aes128Gcm, 16)]
    public void An_encrypted_file_round_trips_through_xml(FileCipher cipher, int keyBytes)
    {
        var source = new EncryptedSource(cipher, Bytes(keyBytes), Bytes(12), [Url, new("https://mirror.example/b")])
        {
            Hashes = [new("sha-256", Bytes(32))],
        };
        var message = new MessageStanza(Peer);
        message.AddSharedFile(new(Metadata, []) { EncryptedSources = [source] });

        var read = new MessageStanza(Reparse(message.Element));

        var file = Assert.Single(read.GetSharedFiles());
        var again = Assert.Single(file.EncryptedSources);
        Assert.Empty(file.Sources);
        Assert.Equal((cipher, 2), (again.Cipher, again.Sources.Count));
        Assert.Equal(source.Sources, again.Sources);
        Assert.Equal(source.Key.ToArray(), again.Key.ToArray());
        Assert.Equal(source.Iv.ToArray(), again.Iv.ToArray());
        Assert.Equal(source.Hashes[0].Value.ToArray(), Assert.Single(again.Hashes).Value.ToArray());
        Assert.True(read.HasHint(ProcessingHint.Store));
    }

    [Theory]
    [InlineData("urn:xmpp:ciphers:rot13:0", 32, 12)]
    [InlineData("", 32, 12)]
    [InlineData(Gcm, 16, 12)]
    [InlineData(Gcm, 31, 12)]
    [InlineData(Gcm, 33, 12)]
    [InlineData(Gcm, 0, 12)]
    [InlineData(Gcm, 32, 0)]
    [InlineData(Gcm, 32, 11)]
    [InlineData(Gcm, 32, 16)]
    [InlineData("urn:xmpp:ciphers:aes-128-gcm-nopadding:0", 32, 12)]
    [InlineData("urn:xmpp:ciphers:aes-256-cbc-pkcs7:0", 32, 12)]
    public void A_cipher_that_is_unknown_or_has_another_key_is_no_source(string cipher, int keyBytes, int ivBytes) =>
        Assert.Empty(Read($"cipher='{cipher}'", $"<key>{Base64(keyBytes)}</key><iv>{Base64(ivBytes)}</iv>{Address}"));

    [Fact]
    public void A_key_or_vector_that_is_missing_said_twice_or_malformed_is_no_source()
    {
        const string Cipher = $"cipher='{Gcm}'";
        Assert.Single(Read(Cipher, $"<key>{Key}</key><iv>{Iv}</iv>{Address}"));
        Assert.Empty(Read(string.Empty, $"<key>{Key}</key><iv>{Iv}</iv>{Address}"));
        Assert.Empty(Read(Cipher, $"<iv>{Iv}</iv>{Address}"));
        Assert.Empty(Read(Cipher, $"<key>{Key}</key>{Address}"));
        Assert.Empty(Read(Cipher, $"<key>{Key}</key><key>{Key}</key><iv>{Iv}</iv>{Address}"));
        Assert.Empty(Read(Cipher, $"<key>{Key}</key><iv>{Iv}</iv><iv>{Iv}</iv>{Address}"));
        Assert.Empty(Read(Cipher, $"<key>!{Key[1..]}</key><iv>{Iv}</iv>{Address}"));
        Assert.Empty(Read(Cipher, $"<key xmlns='other'>{Key}</key><iv>{Iv}</iv>{Address}"));
    }

    [Fact]
    public void A_source_without_a_secure_address_is_no_source()
    {
        var keys = $"<key>{Key}</key><iv>{Iv}</iv>";
        Assert.Empty(Read($"cipher='{Gcm}'", keys));
        Assert.Empty(Read($"cipher='{Gcm}'", keys + Address.Replace("https:", "http:", StringComparison.Ordinal)));
        Assert.Empty(Read($"cipher='{Gcm}'", keys + Address.Replace("https://", "https://a:b@", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_encrypted_is_not_encrypted_again()
    {
        var keys = $"<key>{Key}</key><iv>{Iv}</iv>";
        var inner = $"<encrypted xmlns='urn:xmpp:esfs:0' cipher='{Gcm}'>{keys}{Address}</encrypted>";

        Assert.Empty(Read($"cipher='{Gcm}'", $"{keys}<sources xmlns='urn:xmpp:sfs:0'>{inner}</sources>"));
    }

    [Fact]
    public void Sources_beyond_the_bound_are_left_out()
    {
        var address = $"<url-data xmlns='http://jabber.org/protocol/url-data' target='{Url}'/>";
        var addresses = string.Concat(Enumerable.Repeat(address, FileSharing.MaxSources + 1));
        var source =
            $"<encrypted xmlns='urn:xmpp:esfs:0' cipher='{Gcm}'><key>{Key}</key><iv>{Iv}</iv><sources xmlns='urn:xmpp:sfs:0'>{addresses}</sources></encrypted>";
        var read = ReadSources(string.Concat(Enumerable.Repeat(source, FileSharing.MaxSources + 1)));

        Assert.Equal(FileSharing.MaxSources, read.Count);
        Assert.All(read, one => Assert.Equal(FileSharing.MaxSources, one.Sources.Count));
    }

    [Fact]
    public void A_cipher_that_authenticates_nothing_is_read_and_not_written()
    {
        var read = Assert.Single(
            Read("cipher='urn:xmpp:ciphers:aes-256-cbc-pkcs7:0'", $"<key>{Base64(32)}</key><iv>{Base64(16)}</iv>{Address}")
        );

        Assert.Equal(FileCipher.Aes256Cbc, read.Cipher);
        Assert.Throws<ArgumentException>(() => new MessageStanza(Peer).AddSharedFile(new(Metadata, []) { EncryptedSources = [read] }));
    }

    [Fact]
    public void An_encrypted_file_is_not_shared_without_its_size_and_a_hash()
    {
        Refused(Metadata with { Size = null }, Source);
        Refused(Metadata with { Hashes = [] }, Source);
        Refused(Metadata, Source with { Sources = [] });
        Refused(Metadata, Source with { Sources = [new("http://upload.example/a")] });
        Refused(Metadata, Source with { Key = new byte[16] });
        Refused(Metadata, Source with { Iv = new byte[16] });

        static void Refused(FileMetadata metadata, EncryptedSource source)
        {
            var message = new MessageStanza(Peer);
            Assert.Throws<ArgumentException>(() => message.AddSharedFile(new(metadata, []) { EncryptedSources = [source] }));
            Assert.Empty(message.Element.Children);
        }
    }

    [Fact]
    public void A_source_does_not_tell_its_key_as_text()
    {
        var source = Source with { Key = Encoding.ASCII.GetBytes(new string('K', 32)) };

        Assert.Equal("Aes256Gcm upload.example", source.ToString());
        Assert.DoesNotContain("KKKK", new SharedFile(Metadata, []) { EncryptedSources = [source] }.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<EncryptedSource> Read(string attributes, string content) =>
        ReadSources($"<encrypted xmlns='urn:xmpp:esfs:0' {attributes}>{content}</encrypted>");

    private static IReadOnlyList<EncryptedSource> ReadSources(string sources) =>
        Assert
            .Single(
                new MessageStanza(
                    ParseXml(
                        $"<message><file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'/><sources>{sources}</sources></file-sharing></message>"
                    )
                ).GetSharedFiles()
            )
            .EncryptedSources;

    private static byte[] Bytes(int length) => [.. Enumerable.Range(1, length).Select(value => (byte)value)];

    private static string Base64(int length) => Convert.ToBase64String(Bytes(length));
}
