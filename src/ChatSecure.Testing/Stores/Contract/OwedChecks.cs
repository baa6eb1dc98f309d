// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>What others are still to be told of messages that came.</summary>
internal static class OwedChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        new("What is owed is committed with its message and there when the store is opened again", ReopenedAsync),
        Check("A receipt is owed once, and in the order in which it came to be", OnceAsync),
        Check("Of how far a conversation was read, the newest word takes the place of the one before", NewestAsync),
        Check("What was told goes, and what took its place stays", DoneAsync),
        Check("Of the receipts that a conversation is owed, the newest 1000 are kept", BoundAsync),
        Check("A deleted conversation takes what it is owed, and so do a contact and an account", ErasedAsync),
        Check("What is owed to nobody, about nothing or elsewhere is refused", RefusedAsync),
    ];

    private static async Task ReopenedAsync(IChatStoreFactory factory)
    {
        OwedReport[] owed =
        [
            new(WithBob, OwedKind.Received, Bob.WithResource("phone"), "1", EncryptionKind.Omemo2),
            new(WithBob, OwedKind.Displayed, Bob, "1", EncryptionKind.Omemo),
            new(WithCarol, OwedKind.Synchronized, Alice, "archive id", EncryptionKind.None),
        ];
        var store = await factory.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.CommitAsync(new(Alice) { Messages = [Incoming("1")], Owed = owed }).ConfigureAwait(false);
        }

        store = await factory.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            Expect.Sequence(owed, await store.Outbox.ListOwedAsync(Alice).ConfigureAwait(false), "What is owed");
            Expect.Equal(0, (await store.Outbox.ListOwedAsync(Bob).ConfigureAwait(false)).Count, "What another account owes");
        }
    }

    private static async Task OnceAsync(IChatStore store)
    {
        await OweAsync(store, Receipt("2"), Receipt("1"), Receipt("2")).ConfigureAwait(false);
        await OweAsync(store, Receipt("1"), Receipt("1") with { To = Bob.WithResource("other") }).ConfigureAwait(false);
        await ExpectAsync(store, "2", "1", "1").ConfigureAwait(false);
    }

    private static async Task NewestAsync(IChatStore store)
    {
        await OweAsync(store, Read("1"), Read("1") with { Kind = OwedKind.Synchronized }, Read("c", WithCarol)).ConfigureAwait(false);
        await OweAsync(store, Read("2")).ConfigureAwait(false);
        await ExpectAsync(store, "1", "c", "2").ConfigureAwait(false);
    }

    private static async Task DoneAsync(IChatStore store)
    {
        await OweAsync(store, Receipt("1"), Read("1"), Receipt("2")).ConfigureAwait(false);
        await OweAsync(store, Read("2")).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { OwedDone = [Receipt("1"), Read("1"), Receipt("unknown")] }).ConfigureAwait(false);
        await ExpectAsync(store, "2", "2").ConfigureAwait(false);
    }

    private static async Task BoundAsync(IChatStore store)
    {
        await OweAsync(store, Read("r"), Receipt("c") with { Conversation = WithCarol }).ConfigureAwait(false);
        await OweAsync(store, [.. Enumerable.Range(0, 1002).Select(i => Receipt($"{i}"))]).ConfigureAwait(false);
        await ExpectAsync(store, ["r", "c", .. Enumerable.Range(2, 1000).Select(i => $"{i}")]).ConfigureAwait(false);
    }

    private static async Task ErasedAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1"), Incoming("c", 0, WithCarol)).ConfigureAwait(false);
        await OweAsync(store, Receipt("1"), Read("1"), Read("c", WithCarol)).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }).ConfigureAwait(false);
        await ExpectAsync(store, "c").ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { DeletedContacts = [Carol] }).ConfigureAwait(false);
        await ExpectAsync(store).ConfigureAwait(false);
        await store.Accounts.SaveAsync(Account(Alice)).ConfigureAwait(false);
        await OweAsync(store, Receipt("2")).ConfigureAwait(false);
        await store.Accounts.RemoveAsync(Alice).ConfigureAwait(false);
        await ExpectAsync(store).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(IChatStore store)
    {
        OwedReport[] refused = [Receipt("1") with { To = default }, Receipt(""), Receipt("1") with { Conversation = new(Bob, Alice) }];
        foreach (var report in refused)
        {
            await Expect
                .FailsAsync(Errors.ErrorKind.InvalidInput, () => OweAsync(store, report), "What can't be owed")
                .ConfigureAwait(false);
        }
    }

    private static OwedReport Receipt(string about) => new(WithBob, OwedKind.Received, Bob, about, EncryptionKind.None);

    private static OwedReport Read(string about, Messaging.ConversationId? conversation = null) =>
        new(conversation ?? WithBob, OwedKind.Displayed, (conversation ?? WithBob).Peer, about, EncryptionKind.None);

    private static async Task OweAsync(IChatStore store, params OwedReport[] owed) =>
        await store.CommitAsync(new(Alice) { Owed = owed }).ConfigureAwait(false);

    private static async Task ExpectAsync(IChatStore store, params string[] about) =>
        Expect.Sequence(
            about,
            (await store.Outbox.ListOwedAsync(Alice).ConfigureAwait(false)).Select(owed => owed.About),
            "About which messages something is owed"
        );
}
