// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

internal static class EncryptionChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("How a message will be protected is known before, and comes true", TrueAsync),
        new("Where nobody could read it, that is known before, and sending says the same", NobodyAsync),
        new("Who follows how a conversation is encrypted is told of each change, once", WatchAsync),
        new("A private group tells who keeps it from being encrypted", GroupAsync),
        new("An open group tells that nothing there can be encrypted", OpenGroupAsync),
    ];

    private static async Task TrueAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        var state = await pair.Alice.Conversations.EncryptionAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.Equal(ConversationEncryptionState.Encrypted, state.State, "The state");
        Expect.True(state.MaySend, "It says that nothing can be sent.");
        var sent = await pair.SayAsync("secret").ConfigureAwait(false);
        var stored = await pair.Alice.Conversations.FindAsync(pair.AtAlice(sent)).ConfigureAwait(false);
        Expect.Equal(state.Kind, stored!.Encryption, "How it was protected");
        Expect.Equal(
            new ConversationEncryption(ConversationEncryptionState.Plain, EncryptionKind.None),
            await pair.Alice.Conversations.EncryptionAsync(pair.FromAlice(), EncryptionChoice.None).ConfigureAwait(false),
            "What becomes of plain text that is asked for"
        );
    }

    private static async Task NobodyAsync(ChatClientPair pair)
    {
        var conversation = new ConversationId(pair.AliceAccount, Nobody(pair));
        Expect.Equal(
            new ConversationEncryption(ConversationEncryptionState.Impossible, Reason: "no-devices"),
            await pair.Alice.Conversations.EncryptionAsync(conversation).ConfigureAwait(false),
            "The state"
        );
        await Expect
            .FailsAsync(
                ErrorKind.CannotEncrypt,
                () => pair.Alice.Conversations.SendAsync(conversation, new("secret")),
                "Sending it",
                "no-devices"
            )
            .ConfigureAwait(false);
    }

    private static async Task WatchAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        var devices = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        var key = devices.First(device => device is { IsActive: true, IsOtr: false, Fingerprint: not null }).Fingerprint!.Value;
        using var patience = new CancellationTokenSource(pair.Patience);
        var states = pair
            .Alice.WatchEncryptionAsync(pair.FromAlice(), cancellationToken: patience.Token)
            .GetAsyncEnumerator(patience.Token);
        await using (states.ConfigureAwait(false))
        {
            await NextAsync(states, ConversationEncryptionState.Encrypted, null).ConfigureAwait(false);
            await DecideAsync(pair, key, TrustLevel.Distrusted).ConfigureAwait(false);
            await NextAsync(states, ConversationEncryptionState.Impossible, "distrusted").ConfigureAwait(false);
            await DecideAsync(pair, key, TrustLevel.Trusted).ConfigureAwait(false);
            await NextAsync(states, ConversationEncryptionState.Encrypted, null).ConfigureAwait(false);

            // Another decision that changes nothing here.
            await DecideAsync(pair, key, TrustLevel.Verified).ConfigureAwait(false);
            await DecideAsync(pair, key, TrustLevel.Distrusted).ConfigureAwait(false);
            await NextAsync(states, ConversationEncryptionState.Impossible, "distrusted").ConfigureAwait(false);
        }
    }

    private static async Task NextAsync(IAsyncEnumerator<ConversationEncryption> states, ConversationEncryptionState state, string? reason)
    {
        try
        {
            Expect.True(await states.MoveNextAsync().ConfigureAwait(false), "The states ended.");
        }
        catch (OperationCanceledException)
        {
            throw new ContractViolationException($"That it is {state} was not told.");
        }

        Expect.Equal((state, reason), (states.Current.State, states.Current.Reason), "What is told next");
    }

    private static Task DecideAsync(ChatClientPair pair, Fingerprint key, TrustLevel trust) =>
        pair.Alice.Trust.SetTrustAsync(pair.AliceAccount, pair.BobAccount, key, trust);

    private static async Task GroupAsync(ChatClientPair pair)
    {
        var room = await GroupChecks.TogetherAsync(pair).ConfigureAwait(false);
        var conversation = new ConversationId(pair.AliceAccount, room);
        var state = await pair.Alice.Conversations.EncryptionAsync(conversation).ConfigureAwait(false);
        Expect.Equal(ConversationEncryptionState.Encrypted, state.State, "The state of a group in which all have keys");
        var nobody = Nobody(pair);
        await pair.Alice.Groups.SetAffiliationAsync(pair.AliceAccount, room, nobody, GroupAffiliation.Member).ConfigureAwait(false);
        await pair.UntilAsync(
                async () =>
                    await pair.Alice.Conversations.EncryptionAsync(conversation).ConfigureAwait(false)
                        is { State: ConversationEncryptionState.NeedsDecision, Reason: "members-without-keys", WithoutKeys: [var member] }
                    && member == nobody,
                "Who has no keys was not told"
            )
            .ConfigureAwait(false);
        await pair.Alice.Groups.LeaveOutAsync(pair.AliceAccount, room, nobody, isLeftOut: true).ConfigureAwait(false);
        Expect.Equal(
            state,
            await pair.Alice.Conversations.EncryptionAsync(conversation).ConfigureAwait(false),
            "The state without who was left out"
        );
    }

    private static async Task OpenGroupAsync(ChatClientPair pair)
    {
        var created = await pair
            .Alice.Groups.CreateAsync(pair.AliceAccount, new NewGroup { IsPublic = true, Name = "Everybody" })
            .ConfigureAwait(false);
        var conversation = new ConversationId(pair.AliceAccount, created.Room.Jid);
        Expect.Equal(
            new ConversationEncryption(ConversationEncryptionState.Impossible, Reason: "not-private"),
            await pair.Alice.Conversations.EncryptionAsync(conversation).ConfigureAwait(false),
            "The state"
        );
        Expect.Equal(
            new ConversationEncryption(ConversationEncryptionState.Impossible, Reason: "no-otr"),
            await pair.Alice.Conversations.EncryptionAsync(conversation, EncryptionChoice.Otr).ConfigureAwait(false),
            "A private conversation with a group"
        );
        Expect.Equal(
            EncryptionKind.None,
            (await pair.Alice.Conversations.EncryptionAsync(conversation, EncryptionChoice.None).ConfigureAwait(false)).Kind,
            "Plain text that is asked for"
        );
        await pair.Alice.Groups.LeaveAsync(pair.AliceAccount, created.Room.Jid).ConfigureAwait(false);
        Expect.Equal(
            "not-joined",
            (await pair.Alice.Conversations.EncryptionAsync(conversation, EncryptionChoice.None).ConfigureAwait(false)).Reason,
            "Why nothing is sent to a group that was left"
        );
    }

    private static Jid Nobody(ChatClientPair pair) => Jid.Parse($"nobody-{Guid.NewGuid():N}@{pair.BobAccount.Domain}");
}
