// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;
using ChatSecure.Privacy;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Files between apps, by way of a real upload service.</summary>
public sealed class AttachmentTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(EncryptionChoice.Auto, EncryptionKind.Omemo2, true)]
    [InlineData(EncryptionChoice.Omemo, EncryptionKind.Omemo, false)]
    [InlineData(EncryptionChoice.None, EncryptionKind.None, true)]
    public async Task Files_and_words_arrive_as_they_were_sent(EncryptionChoice choice, EncryptionKind kind, bool hasMetadata)
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        byte[] picture = [0x89, .. "PNG\r\n\x1a\n"u8, .. RandomNumberGenerator.GetBytes(300_000)];
        var document = RandomNumberGenerator.GetBytes(5_000);
        var sent = await alice.Client.Conversations.SendAsync(
            alice.With(bob),
            new("two for you", choice)
            {
                Attachments =
                [
                    Of(picture) with
                    {
                        FileName = "übersicht.png",
                        Description = "a map",
                        Width = 640,
                        Height = 480,
                        IsInline = true,
                    },
                    Of(document) with
                    {
                        FileName = "notes.bin",
                    },
                ],
            }
        );
        await sent.Acked.WaitAsync(_patience);
        var received = await bob.WaitForMessageAsync("two for you");
        Assert.Equal((sent.Message.Id, kind, 2), (received.Id, received.Encryption, received.Attachments.Count));
        if (hasMetadata)
        {
            Assert.Equal(
                ("übersicht.png", "image/png", "a map", 640, 480, true, picture.LongLength),
                (
                    received.Attachments[0].FileName,
                    received.Attachments[0].MediaType,
                    received.Attachments[0].Description,
                    received.Attachments[0].Width,
                    received.Attachments[0].Height,
                    received.Attachments[0].IsInline,
                    received.Attachments[0].Size
                )
            );
            Assert.Equal(("notes.bin", false), (received.Attachments[1].FileName, received.Attachments[1].IsInline));
        }

        byte[][] contents = [picture, document];
        for (var i = 0; i < contents.Length; i++)
        {
            Assert.Null(received.Attachments[i].MediaId);
            Assert.Equal(kind != EncryptionKind.None, received.Attachments[i].Source!.StartsWith("aesgcm://", StringComparison.Ordinal));
            Assert.Equal(contents[i], await ReadAsync(bob, new(bob.With(alice), MessageDirection.Incoming, received.Id), i));
            Assert.Equal(contents[i], await ReadAsync(alice, new(alice.With(bob), MessageDirection.Outgoing, sent.Message.Id), i));
        }

        var kept = (await bob.Client.Conversations.HistoryAsync(bob.With(alice))).Messages[^1].Attachments[0];
        Assert.Equal(("image/png", Convert.ToHexStringLower(SHA256.HashData(picture))), (kept.MediaType, kept.Sha256));
        Assert.NotNull(kept.MediaId);
        await bob.WaitForAsync<TransferProgress>(progress => progress.Index == 0 && progress.Bytes == picture.Length);
        await alice.WaitForAsync<TransferProgress>(progress => progress.Index == 1 && progress.Bytes == document.Length);
    }

    [Fact]
    public async Task Texts_to_others_do_not_wait_for_a_file_and_those_of_its_conversation_keep_their_order()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await using var carol = await NewAppAsync("carol");
        await alice.DeliverAsync(bob, "first");
        var file = RandomNumberGenerator.GetBytes(20 * 1024 * 1024);
        var withFile = await alice.Client.Conversations.SendAsync(alice.With(bob), new("") { Attachments = [Of(file)] });
        await alice.SendAsync(bob, "after the file");
        var text = await alice.SendAsync(carol, "meanwhile");
        await text.Acked.WaitAsync(_patience);
        await withFile.Acked.WaitAsync(_patience);
        await bob.WaitForMessageAsync("after the file");
        Assert.Equal(["first", "", "after the file"], await bob.HistoryAsync(alice.Account));
        Assert.Equal(file, await ReadAsync(bob, new(bob.With(alice), MessageDirection.Incoming, withFile.Message.Id), 0));
    }

    [Fact]
    public async Task A_file_whose_transfer_is_cut_goes_on_where_it_was_cut_and_is_whole()
    {
        await using var proxy = new RelayProxy();
        await using var alice = await NewAppAsync("alice");
        await using var bob = await TestApp.StartAsync(options: new() { Route = settings => settings with { Proxy = proxy.Url("http") } });
        proxy.Routes[$"127.0.0.1:{server.Port}"] = server.Port;
        await bob.AddAccountAsync(server, UniqueName("bob"));
        var file = RandomNumberGenerator.GetBytes(24 * 1024 * 1024);
        var sent = await alice.Client.Conversations.SendAsync(alice.With(bob), new("large") { Attachments = [Of(file)] });
        await sent.Acked.WaitAsync(_patience);
        var message = await bob.WaitForMessageAsync("large");
        var host = new Uri(message.Attachments[0].Source!.Replace("aesgcm://", "https://", StringComparison.Ordinal));
        proxy.Routes[$"{host.Host}:{host.Port}"] = host.Port;

        var download = ReadAsync(bob, new(bob.With(alice), MessageDirection.Incoming, message.Id), 0);
        foreach (var megabytes in new[] { 4, 12 })
        {
            await bob.WaitForAsync<TransferProgress>(progress => progress.Bytes >= megabytes * 1024 * 1024, _patience);
            proxy.Cut();
        }

        Assert.Equal(file, await download.WaitAsync(_patience));
        Assert.Equal(3, proxy.Asked.Count(place => place == $"{host.Host}:{host.Port}"));
    }

    [Fact]
    public async Task A_small_picture_comes_with_the_message_and_nobody_on_the_way_sees_it()
    {
        // Random bytes after the end: the same picture as an avatar of another test would be on this server in the clear.
        byte[] picture =
        [
            .. Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
            .. RandomNumberGenerator.GetBytes(32),
        ];
        await using var alice = await TestApp.StartAsync(hooks: new() { Thumbnail = new OnePicture(picture) });
        await alice.AddAccountAsync(server, UniqueName("alice"));
        await using var bob = await NewAppAsync("bob");
        var sent = await alice.Client.Conversations.SendAsync(alice.With(bob), new("look") { Attachments = [Of(new byte[5_000])] });
        await sent.Acked.WaitAsync(_patience);

        var thumbnail = $"data:image/png;base64,{Convert.ToBase64String(picture)}";
        var received = await bob.WaitForMessageAsync("look");
        Assert.Equal(thumbnail, Assert.Single(received.Attachments).Thumbnail);
        Assert.Equal(thumbnail, (await bob.Client.Conversations.HistoryAsync(bob.With(alice))).Messages[0].Attachments[0].Thumbnail);
        Assert.False(server.Holds(Convert.ToBase64String(picture)));
    }

    private sealed class OnePicture(byte[] picture) : IThumbnailHook
    {
        public ValueTask<ReadOnlyMemory<byte>?> CreateAsync(ThumbnailContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult<ReadOnlyMemory<byte>?>(picture);
    }

    [Fact]
    public async Task A_file_that_could_not_be_uploaded_is_uploaded_by_the_next_process()
    {
        await using var proxy = new RelayProxy();
        var way = $"127.0.0.1:{server.Port}";
        proxy.Routes[way] = server.Port;
        ChatClientOptions options = new() { Route = settings => settings with { Proxy = proxy.Url("http") } };
        await using var bob = await NewAppAsync("bob");
        var file = RandomNumberGenerator.GetBytes(100_000);
        string profile;
        await using (var alice = await TestApp.StartAsync(options: options))
        {
            profile = alice.Profile;
            await alice.AddAccountAsync(server, UniqueName("alice"));
            var sent = await alice.Client.Conversations.SendAsync(alice.With(bob), new("with a file") { Attachments = [Of(file)] });

            // There is a slot, and no way to it.
            await TestApp.UntilAsync(() => Task.FromResult(proxy.Asked.Any(place => place != way)), "No upload was begun.");
            Assert.False(sent.Acked.IsCompleted);
        }

        var host = Assert.Single(proxy.Asked.Where(place => place != way).Distinct());
        proxy.Routes[host] = int.Parse(host.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await using var again = await TestApp.StartAsync(profile, options: options);
        await again.ConnectAsync();
        var received = (
            await bob.WaitForAsync<MessageAdded>(added => added.Message.Body == "with a file", TimeSpan.FromSeconds(60))
        ).Message;
        Assert.Equal(file, await ReadAsync(bob, new(bob.With(again), MessageDirection.Incoming, received.Id), 0));
    }

    [Fact]
    public async Task Files_of_contacts_come_by_themselves_if_a_person_wants_that()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await TestApp.StartAsync(options: new() { FetchUpTo = 10_000 });
        await bob.AddAccountAsync(server, UniqueName("bob"));
        async Task SendAsync(string text, int size)
        {
            var attachment = Of(RandomNumberGenerator.GetBytes(size));
            var sent = await alice.Client.Conversations.SendAsync(alice.With(bob), new(text) { Attachments = [attachment] });
            await sent.Acked.WaitAsync(_patience);
            await bob.WaitForMessageAsync(text);
        }

        async Task FetchedAsync(string text) =>
            await bob.WaitForAsync<MessageChanged>(change =>
                change.Message.Body == text && change.Message.Attachments is [{ MediaId: not null }]
            );

        await SendAsync("nothing was said", 100);
        await bob.Client.Privacy.SetAsync(bob.Account, new PrivacySettings { AutoDownload = AutoDownload.Contacts });
        await SendAsync("from a stranger", 100);
        await TestApp.BefriendAsync(alice, bob);
        await SendAsync("too large", 10_001);
        await SendAsync("wanted", 10_000);
        await FetchedAsync("wanted");
        await bob.Client.Privacy.SetAsync(bob.Account, null);
        await SendAsync("not any more", 100);
        await bob.Client.Contacts.RemoveAsync(bob.Account, alice.Account);
        await bob.Client.Privacy.SetAsync(bob.Account, new PrivacySettings { AutoDownload = AutoDownload.Everybody });
        await SendAsync("from anybody", 100);
        await FetchedAsync("from anybody");
        var history = (await bob.Client.Conversations.HistoryAsync(bob.With(alice))).Messages;
        Assert.Equal(
            ["wanted", "from anybody"],
            history.Where(message => message.Attachments[0].MediaId is not null).Select(message => message.Body)
        );
    }

    [Fact]
    public async Task What_waits_is_cancelled_and_what_failed_is_sent_again_as_a_new_message()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await alice.DeliverAsync(bob, "known");
        await alice.DisconnectAsync();
        var content = RandomNumberGenerator.GetBytes(1000);
        var sent = await alice.Client.Conversations.SendAsync(alice.With(bob), new("with a file") { Attachments = [Of(content)] });

        Assert.True(await alice.Client.Conversations.CancelAsync(alice.With(bob), sent.Message.Id));
        Assert.False(await alice.Client.Conversations.CancelAsync(alice.With(bob), sent.Message.Id));
        Assert.Equal("cancelled", (await Assert.ThrowsAsync<ChatSecureException>(() => sent.Acked)).Condition);
        var failed = await alice.WaitForAsync<MessageChanged>(change => change.Message.State == DeliveryState.Failed);
        Assert.Equal((sent.Message.Id, "cancelled"), (failed.Message.Id, failed.Message.FailureReason));

        await alice.ConnectAsync();
        await alice.DeliverAsync(bob, "and on");
        var again = await alice.Client.Conversations.RetryAsync(alice.With(bob), sent.Message.Id);
        await again.Acked.WaitAsync(_patience);
        await bob.WaitForMessageAsync("with a file");
        Assert.Equal(["known", "and on", "with a file"], await bob.HistoryAsync(alice.Account));
        Assert.Equal(["known", "and on", "with a file"], await alice.HistoryAsync(bob.Account));
        Assert.Equal(content, await ReadAsync(bob, new(bob.With(alice), MessageDirection.Incoming, again.Message.Id), 0));
        Assert.False(await alice.Client.Conversations.CancelAsync(alice.With(bob), again.Message.Id));
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.Client.Conversations.RetryAsync(alice.With(bob), again.Message.Id)
        );
        Assert.Equal("no-such-message", error.Condition);
    }

    [Fact]
    public async Task A_message_is_passed_on_with_its_file()
    {
        await using var alice = await NewAppAsync("alice");
        await using var bob = await NewAppAsync("bob");
        await using var carol = await NewAppAsync("carol");
        var content = RandomNumberGenerator.GetBytes(1000);
        var sent = await alice.Client.Conversations.SendAsync(
            alice.With(bob),
            new("see") { Attachments = [Of(content) with { FileName = "a.bin" }] }
        );
        await bob.WaitForMessageAsync("see");
        var theirs = new MessageRef(bob.With(alice), MessageDirection.Incoming, sent.Message.Id);

        await bob.Client.Conversations.ForwardAsync(theirs, bob.With(carol));
        var passed = await carol.WaitForMessageAsync("see");
        Assert.Equal(bob.Account, passed.From);
        Assert.Equal(content, await ReadAsync(carol, new(carol.With(bob), MessageDirection.Incoming, passed.Id), 0));

        // In the clear it can't lie where it lies, and has to be here to be uploaded anew.
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            bob.Client.Conversations.ForwardAsync(theirs, bob.With(alice), EncryptionChoice.None)
        );
        Assert.Equal("not-fetched", error.Condition);
        await bob.Client.Conversations.DownloadAsync(theirs);
        var plain = await bob.Client.Conversations.ForwardAsync(theirs, bob.With(alice), EncryptionChoice.None);
        await plain.Acked.WaitAsync(_patience);
        var back = await alice.WaitForAsync<MessageAdded>(added => added.Message.Id == plain.Message.Id);
        Assert.StartsWith("https://", back.Message.Attachments[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_and_not_sent_is_kept()
    {
        await using var alice = await NewAppAsync("alice");
        var peer = Addressing.Jid.Parse("bob@example.org");
        await alice.Client.Conversations.SaveDraftAsync(alice.With(peer), "half a sent");
        await foreach (var batch in alice.Client.Conversations.WatchAsync(alice.Account))
        {
            Assert.Equal("half a sent", Assert.Single(batch.Items).Draft);
            break;
        }
    }

    private static OutgoingAttachment Of(byte[] content) => new(_ => ValueTask.FromResult<Stream>(new MemoryStream(content)));

    private static async Task<byte[]> ReadAsync(TestApp app, MessageRef message, int index)
    {
        await using var content = await app.Client.Conversations.OpenAttachmentAsync(message, index);
        var read = new MemoryStream();
        await content.CopyToAsync(read);
        return read.ToArray();
    }

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private async Task<TestApp> NewAppAsync(string name)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, UniqueName(name));
        return app;
    }
}
