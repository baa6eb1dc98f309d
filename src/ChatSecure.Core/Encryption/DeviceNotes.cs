// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Core.Groups;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Encryption;

/// <summary>What of devices and keys is told in the conversations that it concerns: those that have begun. A peer's is told in the one with the peer; a new device
/// of theirs also in the private groups of which they are a member, and one of ours in all that are encrypted, since it can read them from now on.</summary>
internal sealed class DeviceNotes(Jid account, IChatStore store, TimeProvider time)
{
    // Whoever has a list can name hundreds at once, as often as they like; a few say as much, and leave what else happened in its place.
    private const int MaxAtOnce = 10;

    // A new device of ours concerns every conversation, and one of somebody else every group of theirs; a person looks at the newest.
    private const int MaxConversations = 20;

    /// <summary>Devices that have turned up. The first ones of an owner are no news: with whoever has one more than yesterday something changed, with somebody whose
    /// devices we see for the first time nothing did.</summary>
    /// <param name="owner">Whose, a bare address.</param>
    /// <param name="devices">The devices, with the key of each if it is known.</param>
    /// <param name="known">The owner's devices as they were known before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<ConversationNote>> OfNewAsync(
        Jid owner,
        IEnumerable<(DeviceId Device, Fingerprint? Key)> devices,
        IReadOnlyList<DeviceInfo> known,
        CancellationToken cancellationToken
    )
    {
        var news = devices.Where(device => known.All(info => info.Device != device.Device)).Take(known.Count == 0 ? 0 : MaxAtOnce);
        return InAllAsync(
            owner,
            [
                .. news.Select(device =>
                    (
                        string.Create(CultureInfo.InvariantCulture, $"device {device.Device.Value}"),
                        ConversationNoteKind.DeviceAdded,
                        (DeviceId?)device.Device,
                        device.Key
                    )
                ),
            ],
            inGroups: true,
            cancellationToken
        );
    }

    /// <summary>A device that shows a key: told if it had shown another before.</summary>
    /// <param name="device">The device with the key that it shows now.</param>
    /// <param name="known">Its owner's devices as they were known before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<ConversationNote>> OfKeyAsync(
        DeviceInfo device,
        IReadOnlyList<DeviceInfo> known,
        CancellationToken cancellationToken
    )
    {
        var former = known.Where(info => info.Device == device.Device && info.Fingerprint is not null).ToList();
        var isOther = former.Count > 0 && former.TrueForAll(info => info.Fingerprint != device.Fingerprint);
        return InAllAsync(
            device.Owner,
            isOther ? [($"key {device.Fingerprint!.Value.Hex}", ConversationNoteKind.KeyChanged, device.Device, device.Fingerprint)] : [],
            inGroups: true,
            cancellationToken
        );
    }

    /// <summary>Keys that a person decided about, here or on another device.</summary>
    public async Task<IReadOnlyList<ConversationNote>> OfDecisionsAsync(
        IReadOnlyList<DeviceInfo> changed,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        List<ConversationNote> notes = [];
        foreach (
            var (owner, key, trust) in changed.Select(device => (device.Owner, device.Fingerprint, device.Trust)).Distinct().Take(MaxAtOnce)
        )
        {
            // Of our own devices other than new ones nobody reads in a conversation with somebody else.
            if (owner != account && key is { } decided && KindOf(trust) is { } kind)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{kind} {decided.Hex} {now.UtcTicks}");
                notes.AddRange(await InAllAsync(owner, [(id, kind, null, key)], inGroups: false, cancellationToken).ConfigureAwait(false));
            }
        }

        return notes;
    }

    private static ConversationNoteKind? KindOf(TrustLevel trust) =>
        trust switch
        {
            TrustLevel.Verified => ConversationNoteKind.KeyVerified,
            TrustLevel.Distrusted => ConversationNoteKind.KeyDistrusted,
            _ => null,
        };

    private async Task<IReadOnlyList<ConversationNote>> InAllAsync(
        Jid owner,
        IReadOnlyList<(string Id, ConversationNoteKind Kind, DeviceId? Device, Fingerprint? Key)> told,
        bool inGroups,
        CancellationToken cancellationToken
    )
    {
        if (told.Count == 0)
        {
            return [];
        }

        var now = time.GetUtcNow();
        return
        [
            .. from conversation in await ConcernedAsync(owner, inGroups, cancellationToken).ConfigureAwait(false)
            from note in told
            select new ConversationNote(conversation, note.Id, now, note.Kind)
            {
                Who = owner,
                Device = note.Device,
                Key = note.Key,
            },
        ];
    }

    private async Task<IReadOnlyList<ConversationId>> ConcernedAsync(Jid owner, bool inGroups, CancellationToken cancellationToken)
    {
        if (owner == account)
        {
            return await EncryptedAsync(cancellationToken).ConfigureAwait(false);
        }

        var with = new ConversationId(account, owner);
        List<ConversationId> concerned = await store.Conversations.FindAsync(with, cancellationToken).ConfigureAwait(false) is null
            ? []
            : [with];
        if (inGroups)
        {
            concerned.AddRange(await GroupsOfAsync(owner, cancellationToken).ConfigureAwait(false));
        }

        return concerned;
    }

    private async Task<IReadOnlyList<ConversationId>> GroupsOfAsync(Jid member, CancellationToken cancellationToken)
    {
        var rooms = await store.Rooms.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var known = rooms.Where(room => room is { IsMembersOnly: true, IsNonAnonymous: true }).Select(room => room.Jid).ToHashSet();
        List<ConversationId> groups = [];
        if (known.Count > 0)
        {
            foreach (var conversation in await EncryptedAsync(cancellationToken).ConfigureAwait(false))
            {
                if (
                    known.Contains(conversation.Peer)
                    && await MemberList.ReadAsync(store.CryptoState, account, conversation.Peer, cancellationToken).ConfigureAwait(false)
                        is { } members
                    && members.ContainsKey(member)
                )
                {
                    groups.Add(conversation);
                }
            }
        }

        return groups;
    }

    private async Task<IReadOnlyList<ConversationId>> EncryptedAsync(CancellationToken cancellationToken)
    {
        var newest = await store.Conversations.ListAsync(account, MaxConversations, cancellationToken).ConfigureAwait(false);
        return [.. newest.Where(conversation => conversation.EverEncrypted).Select(conversation => conversation.Id)];
    }
}
