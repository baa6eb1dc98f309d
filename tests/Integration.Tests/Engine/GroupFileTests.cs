// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using static ChatSecure.Integration.Tests.Engine.GroupScenes;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Files in groups, by way of a real upload service.</summary>
public sealed class GroupFileTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false, EncryptionKind.Omemo2)]
    [InlineData(true, EncryptionKind.None)]
    public async Task Files_reach_everybody_who_is_there_and_who_comes_back(bool isPublic, EncryptionKind kind)
    {
        await using var alice = await NewAppAsync(server, "alice");
        await using var bob = await NewAppAsync(server, "bob");
        await using var carol = await NewAppAsync(server, "carol");
        var room = isPublic ? await TogetherAsync(alice, bob, carol) : await PrivateAsync(alice, bob, carol);
        await carol.DisconnectAsync();
        byte[] content = [.. "nobody on the way reads this "u8, .. RandomNumberGenerator.GetBytes(200_000)];
        var file = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream(content)))
        {
            FileName = "cup.bin",
            Description = "a cup",
            Duration = TimeSpan.FromSeconds(3),
            IsInline = true,
        };

        var sent = await alice.Client.Conversations.SendAsync(
            alice.With(room),
            new("for all of you", isPublic ? EncryptionChoice.None : EncryptionChoice.Auto) { Attachments = [file] }
        );
        await sent.Acked.WaitAsync(_patience);
        await carol.ConnectAsync();

        foreach (var app in new[] { bob, carol })
        {
            var heard = await app.WaitForMessageAsync("for all of you");
            Assert.Equal((sent.Message.Id, kind, room), (heard.Id, heard.Encryption, heard.Conversation.Peer));
            Assert.Equal(
                ("cup.bin", "a cup", TimeSpan.FromSeconds(3), true, content.LongLength),
                Assert.Single(heard.Attachments) is var told
                    ? (told.FileName, told.Description, told.Duration, told.IsInline, told.Size)
                    : default
            );
            Assert.Equal(isPublic ? "https" : "aesgcm", new Uri(heard.Attachments[0].Source!).Scheme);
            await using var stream = await app.Client.Conversations.OpenAttachmentAsync(
                new(app.With(room), MessageDirection.Incoming, heard.Id)
            );
            var read = new MemoryStream();
            await stream.CopyToAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(content, read.ToArray());
        }
    }
}
