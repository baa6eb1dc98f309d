// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>Long random histories, run against the store and against the one in memory: both must answer every question alike.</summary>
internal static class ModelChecks
{
    private const int Steps = 60;

    private static readonly Jid[] _accounts = [Alice, Carol];
    private static readonly Jid[] _peers = [Bob, Carol, Jid.Parse("room@conference.example.org")];
    private static readonly string[] _words = ["alpha", "Beta", "gämma", "delta-echo", "Ελλάδα", "\"quoted\"", "OR", "100%"];

    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        .. Enumerable
            .Range(1, 8)
            .Select(seed => new ContractCheck($"A random history gives what the model says (seed {seed})", f => RunAsync(f, (ulong)seed))),
    ];

    private static async Task RunAsync(IChatStoreFactory factory, ulong seed)
    {
        var choices = new SeededChoices(seed);
        var model = new InMemoryChatStore();
        await using (model.ConfigureAwait(false))
        {
            // Closed and opened again once in between.
            for (var half = 0; half < 2; half++)
            {
                var store = await factory.OpenAsync().ConfigureAwait(false);
                await using (store.ConfigureAwait(false))
                {
                    for (var i = 0; i < Steps / 2; i++)
                    {
                        await StepAsync(choices, model, store).ConfigureAwait(false);
                        await CompareAsync(choices, model, store).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    private static async Task StepAsync(SeededChoices choices, InMemoryChatStore model, IChatStore store)
    {
        var account = choices.Of(_accounts);
        switch (choices.Next(20))
        {
            case 0:
                Expect.Equal(
                    await model.Accounts.RemoveAsync(account).ConfigureAwait(false),
                    await store.Accounts.RemoveAsync(account).ConfigureAwait(false),
                    "Whether there was an account"
                );
                break;
            case 1:
                await BothAsync(s => s.Accounts.SaveAsync(Account(account))).ConfigureAwait(false);
                break;
            case 2:
                var roster = _peers.Where(_ => choices.Chance(50)).Select(peer => RandomContact(choices, peer)).ToArray();
                await BothAsync(s => s.Roster.ReplaceAsync(account, roster, "v")).ConfigureAwait(false);
                break;
            case 3:
                var contact = RandomContact(choices, choices.Of(_peers));
                await BothAsync(s => s.Roster.SaveAsync(account, contact, null)).ConfigureAwait(false);
                break;
            case 4:
                var now = Start.AddYears(5000 + choices.Next(9));
                Expect.Equal(
                    await model.Messages.RemoveExpiredAsync(now).ConfigureAwait(false),
                    await store.Messages.RemoveExpiredAsync(now).ConfigureAwait(false),
                    "How many messages disappeared"
                );
                break;
            default:
                var changes = RandomChanges(choices, account);
                var expected = await model.CommitAsync(changes).ConfigureAwait(false);
                var actual = await store.CommitAsync(changes).ConfigureAwait(false);
                Expect.Sequence(expected.Added, actual.Added, "The new messages of a commit");
                Expect.Sequence(expected.Updated, actual.Updated, "The changed messages of a commit");
                Expect.Sequence(expected.Acts, actual.Acts, "The acts of a commit");
                Expect.Sequence(expected.UpdatedActs, actual.UpdatedActs, "The changed acts of a commit");
                break;
        }

        async Task BothAsync(Func<IChatStore, ValueTask> action)
        {
            await action(model).ConfigureAwait(false);
            await action(store).ConfigureAwait(false);
        }
    }

    private static async Task CompareAsync(SeededChoices choices, InMemoryChatStore model, IChatStore store)
    {
        foreach (var account in _accounts)
        {
            foreach (var peer in _peers)
            {
                await SameAsync(s => s.HistoryAsync(new(account, peer)), "A history").ConfigureAwait(false);
                var target = Id(choices);
                await SameAsync(
                        async s => await s.Acts.ListWaitingAsync(new(account, peer), target).ConfigureAwait(false),
                        "The acts that wait"
                    )
                    .ConfigureAwait(false);
                await SameAsync(async s => await s.Conversations.ListMarkersAsync(new(account, peer)).ConfigureAwait(false), "The markers")
                    .ConfigureAwait(false);
            }

            await SameAsync(async s => await s.Conversations.ListAsync(account).ConfigureAwait(false), "The conversations")
                .ConfigureAwait(false);
            await SameAsync(
                    async s => await s.Conversations.ListArchivedAsync(account).ConfigureAwait(false),
                    "The conversations that are put away"
                )
                .ConfigureAwait(false);
            var words = string.Join(' ', choices.Many(2, () => Word(choices)));
            Jid? within = choices.Chance(30) ? choices.Of(_peers) : null;
            await SameAsync(
                    async s => await s.Messages.SearchAsync(account, words, within, 5).ConfigureAwait(false),
                    $"The search for <{words}>"
                )
                .ConfigureAwait(false);
            await SameAsync(
                    async s => (await s.Roster.ListAsync(account).ConfigureAwait(false)).Select(RosterChecks.Describe),
                    "The roster"
                )
                .ConfigureAwait(false);
            await SameAsync(
                    async s =>
                        (await s.Outbox.ListAsync(account).ConfigureAwait(false)).Select(entry =>
                            $"{entry with { Prepared = null }} {Convert.ToHexString(entry.Prepared.GetValueOrDefault().Span)}"
                        ),
                    "The outbox"
                )
                .ConfigureAwait(false);
            await SameAsync(
                    async s =>
                        (await s.CryptoState.ListAsync(account, "t", "").ConfigureAwait(false)).Select(record =>
                            $"{record.Key} {Convert.ToHexString(record.Value.GetValueOrDefault().Span)}"
                        ),
                    "The cryptographic records"
                )
                .ConfigureAwait(false);
        }

        async Task SameAsync<T>(Func<IChatStore, Task<T>> read, string what)
            where T : System.Collections.IEnumerable =>
            Expect.Sequence(
                (await read(model).ConfigureAwait(false)).Cast<object>(),
                (await read(store).ConfigureAwait(false)).Cast<object>(),
                what
            );
    }

    private static ChangeSet RandomChanges(SeededChoices choices, Jid account) =>
        new(account)
        {
            Messages = choices.Many(4, () => RandomMessage(choices, account)),
            Updates = choices.Many(
                3,
                () =>
                    new MessageUpdate(
                        new(account, choices.Of(_peers)),
                        Id(choices),
                        choices.Chance(80) ? choices.Value<DeliveryState>() : null,
                        "reason",
                        choices.Chance(20) ? choices.Value<EncryptionKind>() : null
                    )
            ),
            Crypto = choices.Many(
                3,
                () =>
                    new CryptoRecord(
                        "t",
                        $"k{choices.Next(6)}",
                        choices.Chance(30) ? null : new ReadOnlyMemory<byte>([(byte)choices.Next(256)])
                    )
            ),
            Outbox = choices.Many(
                2,
                () =>
                    new OutboxEntry(
                        account,
                        choices.Of(_peers),
                        Id(choices),
                        choices.Value<EncryptionChoice>(),
                        choices.Chance(50) ? null : new ReadOnlyMemory<byte>([(byte)choices.Next(256)])
                    )
                    {
                        Kind = choices.Value<OutboxKind>(),
                    }
            ),
            Acts = choices.Many(2, () => RandomAct(choices, account)),
            OutboxDone = choices.Many(2, () => Id(choices)),
            Read = choices.Chance(15) ? [new(account, choices.Of(_peers))] : [],
            ReadThrough = choices.Chance(20) ? [RandomRef(choices, account)] : [],
            Edits = choices.Many(
                1,
                () =>
                    new MessageEdit(
                        RandomRef(choices, account),
                        Start.AddSeconds(choices.Next(9)),
                        choices.Chance(25) ? null : Word(choices)
                    )
                    {
                        Moderation = choices.Chance(30)
                            ? new()
                            {
                                Nick = Word(choices),
                                Address = choices.Chance(50) ? choices.Of(_peers) : null,
                                Reason = choices.Chance(50) ? Word(choices) : null,
                            }
                            : null,
                    }
            ),
            Reactions = choices.Many(
                2,
                () =>
                    new KeyValuePair<MessageRef, Reaction>(
                        RandomRef(choices, account),
                        new(choices.Of(_peers), [.. choices.Many(2, () => Word(choices))], Start.AddSeconds(choices.Next(9)))
                    )
            ),
            Markers = choices.Many(
                1,
                () =>
                    new ReadMarker(
                        new(account, choices.Of(_peers)),
                        choices.Of(_peers),
                        choices.Of(DeliveryState.Received, DeliveryState.Displayed),
                        Id(choices),
                        Start.AddSeconds(choices.Next(9))
                    )
            ),
            Conversations = choices.Chance(20) ? [RandomChange(choices, account)] : [],
            DeletedMessages = choices.Chance(20) ? [RandomRef(choices, account)] : [],
            DeletedConversations = choices.Chance(3) ? [new(account, choices.Of(_peers))] : [],
            DeletedContacts = choices.Chance(2) ? [choices.Of(_peers)] : [],
        };

    private static MessageAct RandomAct(SeededChoices choices, Jid account) =>
        new()
        {
            Conversation = new(account, choices.Of(_peers)),
            Id = Id(choices),
            ArchiveId = choices.Chance(40) ? $"a{choices.Next(30)}" : null,
            Direction = choices.Value<MessageDirection>(),
            From = choices.Of(_peers),
            Kind = choices.Value<MessageActKind>(),
            Target = Id(choices),
            At = Start.AddSeconds(choices.Next(9)),
            Body = choices.Chance(50) ? Word(choices) : null,
            Emojis = [.. choices.Many(2, () => Word(choices))],
            State = choices.Value<DeliveryState>(),
            Standing = choices.Value<ActStanding>(),
        };

    private static MessageRef RandomRef(SeededChoices choices, Jid account) =>
        new(new(account, choices.Of(_peers)), choices.Value<MessageDirection>(), Id(choices));

    private static ConversationChange RandomChange(SeededChoices choices, Jid account) =>
        new(new(account, choices.Of(_peers)))
        {
            IsPinned = choices.Chance(50) ? choices.Chance(50) : null,
            IsArchived = choices.Chance(20) ? choices.Chance(50) : null,
            IsMarkedUnread = choices.Chance(30) ? choices.Chance(70) : null,
            Draft = choices.Chance(50) ? choices.Of("", "draft") : null,
        };

    private static ChatMessage RandomMessage(SeededChoices choices, Jid account)
    {
        var conversation = new ConversationId(account, choices.Of(_peers));
        var message = choices.Chance(50) ? Incoming("", choices.Next(10), conversation) : Outgoing("", choices.Next(10), conversation);
        return message with
        {
            Id = Id(choices),
            ArchiveId = choices.Chance(40) ? $"a{choices.Next(30)}" : null,
            ExpiresAt = choices.Chance(10) ? Start.AddYears(5000 + choices.Next(9)) : null,
            Attachments = choices.Chance(10) ? [new() { FileName = Word(choices) }] : [],
            Body = choices.Chance(10) ? null : string.Join(' ', choices.Many(5, () => Word(choices))),
            Encryption = choices.Chance(10) ? choices.Value<EncryptionKind>() : EncryptionKind.None,
            State = choices.Chance(10) ? choices.Value<DeliveryState>() : message.State,
        };
    }

    private static Contacts.Contact RandomContact(SeededChoices choices, Jid peer) =>
        new()
        {
            Jid = peer,
            Name = choices.Chance(50) ? Word(choices) : null,
            IsPendingIn = choices.Chance(30),
            IsBlocked = choices.Chance(20),
            Groups = choices.Many(2, () => Word(choices)),
        };

    private static MessageId Id(SeededChoices choices) => new($"m{choices.Next(40)}");

    private static string Word(SeededChoices choices) => choices.Of(_words);
}
