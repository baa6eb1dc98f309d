// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Media;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Media;

/// <summary>Files in stanzas and texts.</summary>
public sealed class SharedFilesTests
{
    private static readonly string _fragment = new string('a', 24) + new string('b', 64);
    private static readonly string _encrypted = $"aesgcm://files.example.org/1/x.png#{_fragment}";
    private static readonly string _hash = new('c', 64);

    private static Attachment File(string source, string name = "a b.png") =>
        new()
        {
            FileName = name,
            MediaType = "image/png",
            Size = 5,
            Sha256 = _hash,
            Description = "a map",
            Width = 1,
            Height = 2,
            Duration = TimeSpan.FromSeconds(3),
            IsInline = true,
            Source = source,
        };

    private static ChatMessage Message(string? body, EncryptionKind encryption) =>
        new()
        {
            Conversation = WithBob,
            Id = new("m1"),
            From = Bob,
            Direction = MessageDirection.Incoming,
            Timestamp = default,
            Body = body,
            Encryption = encryption,
        };

    private static ChatMessage Read(MessageStanza stanza, EncryptionKind encryption) =>
        SharedFiles.Read(Message(stanza.Body, encryption), stanza);

    [Fact]
    public void A_sticker_travels_with_its_file()
    {
        foreach (
            var (source, kind) in new[] { ("https://files.example.org/1/x.png", EncryptionKind.None), (_encrypted, EncryptionKind.Omemo2) }
        )
        {
            var sticker = File(source) with { StickerPack = "Marsey" };
            var stanza = new MessageStanza(Alice);
            SharedFiles.Write(stanza, [sticker]);
            Assert.Equal([sticker], Read(stanza, kind).Attachments);

            // Beside others it is a picture.
            var several = new MessageStanza(Alice);
            SharedFiles.Write(several, [sticker, File(source)]);
            Assert.All(Read(several, kind).Attachments, file => Assert.Null(file.StickerPack));
        }
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("", 3)]
    [InlineData("words and 🎉", 1)]
    [InlineData("two\nlines", 2)]
    public void Files_come_back_as_they_were_written(string words, int count)
    {
        foreach (
            var (source, kind) in new[] { ("https://files.example.org/1/x.png", EncryptionKind.None), (_encrypted, EncryptionKind.Omemo2) }
        )
        {
            ValueList<Attachment> files = [.. Enumerable.Range(0, count).Select(number => File(source, $"{number}.png"))];
            var stanza = new MessageStanza(Alice) { Body = words.Length > 0 ? words : null };
            SharedFiles.Write(stanza, files);
            var read = Read(stanza, kind);
            Assert.Equal((words, files), (read.Body, read.Attachments));

            // Who does not know files sees where they are.
            Assert.EndsWith(source, stanza.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void In_the_legacy_namespace_files_stand_in_the_text_and_nowhere_else()
    {
        var stanza = new MessageStanza(Alice);
        SharedFiles.Write(stanza, [File("https://evil.example/by-the-server.png")]);
        foreach (var kind in new[] { EncryptionKind.Omemo, EncryptionKind.Otr })
        {
            var read = SharedFiles.Read(Message($"see\n{_encrypted}\n{_encrypted}", kind), stanza);
            Assert.Equal("see", read.Body);
            Assert.Equal([_encrypted, _encrypted], read.Attachments.Select(file => file.Source));
            Assert.Equal("x.png", read.Attachments[0].FileName);
            Assert.Empty(SharedFiles.Read(Message("hello", kind), stanza).Attachments);
        }
    }

    [Fact]
    public void A_key_in_a_text_that_was_not_encrypted_is_no_file() =>
        Assert.Empty(Read(new MessageStanza(Alice) { Body = _encrypted }, EncryptionKind.None).Attachments);

    [Fact]
    public void A_key_in_a_message_that_was_not_encrypted_opens_no_file()
    {
        var stanza = new MessageStanza(Alice);
        SharedFiles.Write(stanza, [File(_encrypted)]);
        Assert.Null(Assert.Single(Read(stanza, EncryptionKind.None).Attachments).Source);
    }

    [Fact]
    public void A_small_picture_below_the_address_is_left_out()
    {
        var read = SharedFiles.Read(Message($"{_encrypted}\ndata:image/jpeg,xx", EncryptionKind.Omemo), new MessageStanza(Alice));
        Assert.Equal(("", _encrypted), (read.Body, Assert.Single(read.Attachments).Source));
    }

    [Theory]
    [InlineData("aesgcm://files.example.org/1/x.png")]
    [InlineData("aesgcm://user@files.example.org/1/x.png#FRAGMENT")]
    [InlineData("words aesgcm://files.example.org/1/x.png#FRAGMENT")]
    [InlineData("aesgcm://files.example.org/1/x.png#FRAGMENT words")]
    public void What_is_no_such_address_stays_text(string text)
    {
        text = text.Replace("FRAGMENT", _fragment, StringComparison.Ordinal);
        var read = SharedFiles.Read(Message(text, EncryptionKind.Omemo), new MessageStanza(Alice));
        Assert.Equal((text, 0), (read.Body, read.Attachments.Count));
    }

    [Fact]
    public void A_link_that_is_all_of_a_plain_message_is_a_file()
    {
        var stanza = new MessageStanza(Alice);
        stanza.AddOutOfBand(new Uri("https://files.example.org/1/m%C3%BC.pdf"));
        var read = Read(stanza, EncryptionKind.None);
        Assert.Equal(("", "mü.pdf"), (read.Body, Assert.Single(read.Attachments).FileName));
    }

    [Fact]
    public void A_file_that_can_be_fetched_from_nowhere_has_no_source()
    {
        var stanza = new MessageStanza(Alice) { Body = "later" };
        stanza.AddSharedFile(new(new() { Name = "a" }, []));
        var file = Assert.Single(Read(stanza, EncryptionKind.Omemo2).Attachments);
        Assert.Equal(("a", null), (file.FileName, file.Source));
    }
}
