// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Media;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Core.Tests.Media;

/// <summary>Encrypted files (XEP-0448) across the rooms: Crypto has the key, Network writes it into what will be encrypted.</summary>
public sealed class EncryptedFileTests
{
    private static readonly Jid Me = Jid.Parse("me@example.com");
    private static readonly Jid Peer = Jid.Parse("peer@example.com");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_file_is_read_with_what_the_envelope_says_of_it()
    {
        var content = Encoding.UTF8.GetBytes("A file of some bytes.");
        using var key = MediaKey.Create();
        using var encrypted = new MemoryStream();
        await MediaCipher.EncryptAsync(new MemoryStream(content), encrypted, key, TestContext.Current.CancellationToken);
        var message = new MessageStanza(Peer);
        message.AddSharedFile(
            new(new FileMetadata { Size = content.Length, Hashes = [await ContentHashes.ComputeAsync(new MemoryStream(content))] }, [])
            {
                EncryptedSources = [SourceOf(key)],
            }
        );
        var envelope = ContentEnvelope.Write(message.TakeContent(), Me, Peer, Now);
        Assert.DoesNotContain("key", message.Element.ToString(), StringComparison.Ordinal);

        var read = ContentEnvelope.Read(envelope, EnvelopeAffixes.Padding, new(Me, Peer, Now));
        var file = Assert.Single(new MessageStanza(Me).WithContent(read).GetSharedFiles());
        var source = Assert.Single(file.EncryptedSources);
        using var received = MediaKey.FromBytes(source.Key.Span, source.Iv.Span);
        using var decrypted = new MemoryStream();
        encrypted.Position = 0;
        await MediaCipher.DecryptAsync(
            encrypted,
            decrypted,
            received,
            file.Metadata.Size!.Value + MediaCipher.Overhead,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(content, decrypted.ToArray());
        decrypted.Position = 0;
        Assert.True(await ContentHashes.VerifyAsync(decrypted, file.Metadata.Hashes, TestContext.Current.CancellationToken));
    }

    private static EncryptedSource SourceOf(MediaKey key)
    {
        var (bytes, iv) = (new byte[32], new byte[key.IvLength]);
        key.Export(bytes, iv);
        return new(FileCipher.Aes256Gcm, bytes, iv, [new("https://upload.example/a")]);
    }
}
