// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>Whom is encrypted to.</summary>
internal static class TrustChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("A decision about a key holds and is told", DecideAsync),
        new("What was decided about a key of the peer stays in the conversation, once it has begun", NoteAsync),
        new("Nothing is encrypted to a rejected key: if there is no other, nothing is sent", DistrustAsync),
        new("A decision about a key that nobody has is refused", UnknownAsync),
        new("This device stands first among one's own", OwnAsync),
        new("Only another device of one's own can be removed, and only online", RemoveWrongAsync),
    ];

    private static async Task DecideAsync(ChatClientPair pair)
    {
        var key = await KeyOfBobAsync(pair).ConfigureAwait(false);
        await pair.EventAsync<DeviceChanged>(
                pair.Alice,
                changed => changed.Device is { Trust: TrustLevel.Verified } device && device.Fingerprint == key,
                () => pair.Alice.Trust.SetTrustAsync(pair.AliceAccount, pair.BobAccount, key, TrustLevel.Verified),
                "The decision was not told"
            )
            .ConfigureAwait(false);
        var devices = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        Expect.Equal(TrustLevel.Verified, devices.First(device => device.Fingerprint == key).Trust, "What the key is trusted at");
    }

    private static async Task NoteAsync(ChatClientPair pair)
    {
        var key = await KeyOfBobAsync(pair).ConfigureAwait(false);
        Expect.Equal(
            0,
            (await pair.Alice.Conversations.NotesAsync(pair.FromAlice()).ConfigureAwait(false)).Count,
            "What is told of the first device that was seen"
        );
        var told = await pair.EventAsync<NoteAdded>(
                pair.Alice,
                added => added.Note.Conversation == pair.FromAlice(),
                () => pair.Alice.Trust.SetTrustAsync(pair.AliceAccount, pair.BobAccount, key, TrustLevel.Verified),
                "The decision was not told in the conversation"
            )
            .ConfigureAwait(false);
        await pair.Alice.Trust.SetTrustAsync(pair.AliceAccount, pair.BobAccount, key, TrustLevel.Distrusted).ConfigureAwait(false);
        var notes = await pair.Alice.Conversations.NotesAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.Sequence(
            [(ConversationNoteKind.KeyVerified, pair.BobAccount, key), (ConversationNoteKind.KeyDistrusted, pair.BobAccount, key)],
            notes.Select(note => (note.Kind, note.Who!.Value, note.Key!.Value)),
            "What is kept"
        );
        Expect.Equal(told.Note, notes[0], "What was told");
        await pair.Alice.Conversations.DeleteAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.Equal(
            0,
            (await pair.Alice.Conversations.NotesAsync(pair.FromAlice()).ConfigureAwait(false)).Count,
            "What is kept of a conversation that is deleted"
        );
    }

    private static async Task DistrustAsync(ChatClientPair pair)
    {
        var key = await KeyOfBobAsync(pair).ConfigureAwait(false);
        await pair.Alice.Trust.SetTrustAsync(pair.AliceAccount, pair.BobAccount, key, TrustLevel.Distrusted).ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.CannotEncrypt,
                () => pair.Alice.Conversations.SendAsync(pair.FromAlice(), new("secret")),
                "Sending to a rejected key"
            )
            .ConfigureAwait(false);
        var page = await pair.Alice.Conversations.HistoryAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.True(page.Messages.All(message => message.Body != "secret"), "What was refused was stored.");
    }

    private static Task UnknownAsync(ChatClientPair pair) =>
        Expect.FailsAsync(
            ErrorKind.InvalidInput,
            () =>
                pair.Alice.Trust.SetTrustAsync(
                    pair.AliceAccount,
                    pair.BobAccount,
                    Fingerprint.FromBytes(new byte[32]),
                    TrustLevel.Verified
                ),
            "A decision about nobody's key"
        );

    private static async Task OwnAsync(ChatClientPair pair)
    {
        var devices = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount).ConfigureAwait(false);
        Expect.True(devices[0] is { IsThisDevice: true, IsOwn: true, Fingerprint: not null }, "This device does not stand first.");
    }

    private static async Task RemoveWrongAsync(ChatClientPair pair)
    {
        var ofBob = await KeyOfBobAsync(pair).ConfigureAwait(false);
        var own = (await pair.Alice.Trust.DevicesAsync(pair.AliceAccount).ConfigureAwait(false))[0].Fingerprint!.Value;
        foreach (var key in new[] { own, ofBob, Fingerprint.FromBytes(new byte[32]) })
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    () => pair.Alice.Trust.RemoveDeviceAsync(pair.AliceAccount, key),
                    "Removing what is no other device of one's own"
                )
                .ConfigureAwait(false);
        }

        var after = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount).ConfigureAwait(false);
        Expect.True(after[0] is { IsThisDevice: true, IsActive: true, Trust: TrustLevel.Verified }, "This device was removed.");
        await pair.Alice.Accounts.DisconnectAsync(pair.AliceAccount).ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.Disconnected,
                () => pair.Alice.Trust.RemoveDeviceAsync(pair.AliceAccount, ofBob),
                "Removing a device while offline"
            )
            .ConfigureAwait(false);
    }

    private static async Task<Fingerprint> KeyOfBobAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        var devices = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        return devices.First(device => device is { IsActive: true, Fingerprint: not null }).Fingerprint!.Value;
    }
}
