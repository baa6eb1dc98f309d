// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

internal static class OtrChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("What is said in private is so on both sides, and goes out in no other way", PrivateAsync) { NeedsOtr = true },
        new("What the other side ended takes nothing more, until a person ends it here", EndAsync) { NeedsOtr = true },
        new("Equal secrets verify the keys of both sides, different ones neither", CompareAsync) { NeedsOtr = true },
        new("Without a private conversation there are no secrets to compare", NoneAsync) { NeedsOtr = true },
    ];

    private static async Task PrivateAsync(ChatClientPair pair)
    {
        await BeginAsync(pair).ConfigureAwait(false);
        Expect.Equal(
            new ConversationEncryption(ConversationEncryptionState.Encrypted, EncryptionKind.Otr),
            await pair.Alice.Conversations.EncryptionAsync(pair.FromAlice()).ConfigureAwait(false),
            "The state"
        );
        var sent = await pair.SayAsync("just between us").ConfigureAwait(false);
        var came = await pair.Bob.Conversations.FindAsync(pair.AtBob(sent)).ConfigureAwait(false);
        Expect.Equal(
            (EncryptionKind.Otr, EncryptionKind.Otr, true),
            (sent.Encryption, came!.Encryption, came.SenderKey is { IsOtr: true }),
            "How it was protected"
        );
        await Expect
            .FailsAsync(
                ErrorKind.CannotEncrypt,
                () => pair.Alice.Conversations.SendAsync(pair.FromAlice(), new("by the way", EncryptionChoice.None)),
                "Plain text amid a private conversation",
                "otr-open"
            )
            .ConfigureAwait(false);
        var keys = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        Expect.True(keys[^1] is { IsOtr: true, IsActive: true }, "The key of the conversation is not among those of the peer.");
    }

    private static async Task EndAsync(ChatClientPair pair)
    {
        await BeginAsync(pair).ConfigureAwait(false);
        await pair.EventAsync<OtrChanged>(
                pair.Alice,
                changed => changed.State == OtrState.Finished,
                () => pair.Bob.Otr.EndAsync(pair.BobAccount, pair.AliceAccount),
                "The end was not told"
            )
            .ConfigureAwait(false);
        foreach (var choice in new[] { EncryptionChoice.Auto, EncryptionChoice.Otr })
        {
            Expect.Equal(
                new ConversationEncryption(ConversationEncryptionState.NeedsDecision, Reason: "otr-finished"),
                await pair.Alice.Conversations.EncryptionAsync(pair.FromAlice(), choice).ConfigureAwait(false),
                "The state"
            );
            await Expect
                .FailsAsync(
                    ErrorKind.CannotEncrypt,
                    () => pair.Alice.Conversations.SendAsync(pair.FromAlice(), new("Still there?", choice)),
                    "A message after the end",
                    "otr-finished"
                )
                .ConfigureAwait(false);
        }

        await pair.Alice.Otr.EndAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        var status = await pair.Alice.Otr.StatusAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        Expect.Equal(OtrState.Plaintext, status.State, "The state after the end here");
        var sent = await pair.SayAsync("on we go").ConfigureAwait(false);
        Expect.True(sent.Encryption is EncryptionKind.Omemo or EncryptionKind.Omemo2, "What follows is not encrypted as usual.");
    }

    private static async Task CompareAsync(ChatClientPair pair)
    {
        await BeginAsync(pair).ConfigureAwait(false);
        await AnswerAsync(pair, "the zoo", OtrSmpProgress.Failed).ConfigureAwait(false);
        Expect.True(
            await TrustAsync(pair.Alice, pair.AliceAccount, pair.BobAccount).ConfigureAwait(false) != TrustLevel.Verified,
            "Different secrets verified a key."
        );
        await AnswerAsync(pair, "the park", OtrSmpProgress.Succeeded).ConfigureAwait(false);
        Expect.Equal(
            (TrustLevel.Verified, TrustLevel.Verified),
            (
                await TrustAsync(pair.Alice, pair.AliceAccount, pair.BobAccount).ConfigureAwait(false),
                await TrustAsync(pair.Bob, pair.BobAccount, pair.AliceAccount).ConfigureAwait(false)
            ),
            "What the keys are trusted at"
        );
    }

    private static async Task NoneAsync(ChatClientPair pair) =>
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Alice.Otr.CompareSecretsAsync(pair.AliceAccount, pair.BobAccount, "the park"),
                "Comparing secrets with nobody"
            )
            .ConfigureAwait(false);

    /// <summary>Alice asks where they met, and Bob answers; both are told how that went.</summary>
    private static async Task AnswerAsync(ChatClientPair pair, string answer, OtrSmpProgress outcome)
    {
        await pair.EventAsync<OtrChanged>(
                pair.Bob,
                changed => changed.Smp == OtrSmpProgress.Asked,
                () => pair.Alice.Otr.CompareSecretsAsync(pair.AliceAccount, pair.BobAccount, "the park"),
                "The question did not come"
            )
            .ConfigureAwait(false);
        var status = await pair.Bob.Otr.StatusAsync(pair.BobAccount, pair.AliceAccount).ConfigureAwait(false);
        Expect.True(status.IsSecretAsked, "That a secret is asked for does not show.");
        await pair.EventAsync<OtrChanged>(
                pair.Alice,
                changed => changed.Smp == outcome,
                () =>
                    pair.EventAsync<OtrChanged>(
                        pair.Bob,
                        changed => changed.Smp == outcome,
                        () => pair.Bob.Otr.CompareSecretsAsync(pair.BobAccount, pair.AliceAccount, answer),
                        "The outcome was not told to who answered"
                    ),
                "The outcome was not told to who asked"
            )
            .ConfigureAwait(false);
    }

    private static async Task<TrustLevel> TrustAsync(IChatClient client, Addressing.Jid account, Addressing.Jid peer) =>
        (await client.Otr.StatusAsync(account, peer).ConfigureAwait(false)).Trust;

    private static async Task BeginAsync(ChatClientPair pair)
    {
        await pair.EventAsync<OtrChanged>(
                pair.Alice,
                changed => changed.State == OtrState.Encrypted,
                () =>
                    pair.EventAsync<OtrChanged>(
                        pair.Bob,
                        changed => changed.State == OtrState.Encrypted,
                        () => pair.Alice.Otr.StartAsync(pair.AliceAccount, pair.BobAccount),
                        "No private conversation began"
                    ),
                "Who asked for a private conversation was not told that it began"
            )
            .ConfigureAwait(false);
    }
}
