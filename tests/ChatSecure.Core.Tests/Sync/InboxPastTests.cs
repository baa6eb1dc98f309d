// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>What was said before this device was there.</summary>
public sealed class InboxPastTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _then = new(2026, 1, 1, 12, 0, 5, TimeSpan.Zero);

    private InboxFixture _alice = null!;

    public async ValueTask InitializeAsync() => _alice = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    [Fact]
    public async Task It_counts_as_read_is_told_as_the_past_and_answered_by_nothing()
    {
        var stanza = From(Bob, "long ago");
        stanza.AddReceiptRequest();
        stanza.AddMarkable();
        var past = new PastPage();
        await _alice.ReceiveAsync(stanza, "a1", MessageSource.Archive, movesCursor: false, past, _then);

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal((DeliveryState.Displayed, MessageSource.Archive, false), (message.State, message.Source, message.AsksForDisplayed));
        Assert.Equal(message, Assert.IsType<HistoryAdded>(Assert.Single(await _alice.TakeEventsAsync())).Message);
        Assert.Equal([message], past.Added);
        Assert.Empty(_alice.Replies);
        Assert.Null(await _alice.CursorAsync());
        Assert.Equal(0, (await _alice.Store.Conversations.FindAsync(WithBob))?.UnreadCount);

        // The same is no past where it is read on from the cursor.
        await _alice.ReceiveAsync(From(Bob, "now", "m2"), "a2", MessageSource.Archive);
        Assert.IsType<MessageAdded>(Assert.Single(await _alice.TakeEventsAsync()));
    }

    [Fact]
    public async Task Texts_that_were_encrypted_for_other_devices_are_said_to_be_there_and_start_no_session()
    {
        var envelope = await _alice.EncryptAsync("secret");
        var forOthers = envelope with { Keys = [.. envelope.Keys.Select(key => key with { Device = new DeviceId(7) })] };
        await ReceiveAsync(Encrypted(forOthers), "a1");
        var receipt = From(Bob, id: "m2");
        OmemoPayload.AddSilently(receipt, forOthers with { Kind = EncryptionKind.Omemo2 });
        await ReceiveAsync(receipt, "a2");

        var message = Assert.Single(await _alice.HistoryAsync());
        Assert.Equal((DecryptFailure.NotForThisDevice, DeliveryState.Displayed), (message.DecryptFailure, message.State));
        Assert.Empty(_alice.Replies);
        Assert.True((await _alice.Store.Conversations.FindAsync(WithBob))?.EverEncrypted);
    }

    private Task ReceiveAsync(MessageStanza stanza, string archiveId) =>
        _alice.ReceiveAsync(stanza, archiveId, MessageSource.Archive, movesCursor: false, new PastPage(), _then);

    [Fact]
    public async Task It_stands_before_what_came_behind_it_though_the_archive_cuts_seconds()
    {
        await _alice.ReceiveAsync(From(Bob, "third", "m3"), "a3", MessageSource.Archive, movesCursor: false, new PastPage(), _then);
        var past = new PastPage(_then);
        await _alice.ReceiveAsync(From(Bob, "first"), "a1", MessageSource.Archive, movesCursor: false, past, _then);
        await _alice.ReceiveAsync(From(Bob, "second", "m2"), "a2", MessageSource.Archive, movesCursor: false, past, _then);

        Assert.Equal(["first", "second", "third"], (await _alice.HistoryAsync()).Select(message => message.Body));
    }
}
