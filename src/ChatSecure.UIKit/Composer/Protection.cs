// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Verification;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

/// <summary>How the next message of a conversation can be protected, as far as is known.</summary>
internal sealed record Protection
{
    public static Protection Unknown { get; } = new();

    private PeerKeys Keys { get; init; }

    private OtrState Otr { get; init; }

    private bool HasOtr { get; init; }

    private bool IsKnown { get; init; }

    /// <summary>Whether there is a private conversation, or one that only the other side has ended: nothing else is sent until the person ends it.</summary>
    public bool IsPrivate => Otr != OtrState.Plaintext;

    /// <summary>The group; null for a contact.</summary>
    public Group? Group { get; init; }

    /// <summary>Who is in the group.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = [];

    public static async Task<Protection> ReadAsync(IChatClient client, ConversationId conversation, CancellationToken cancellationToken)
    {
        var (account, peer) = conversation;
        var groups = await client.Groups.ListAsync(account, cancellationToken).ConfigureAwait(false);
        if (groups.FirstOrDefault(group => group.Room.Jid == peer) is { } group)
        {
            return new()
            {
                IsKnown = true,
                Group = group,
                Members = await GroupMembers.ReadAsync(client, account, group, cancellationToken).ConfigureAwait(false),
            };
        }

        var devices = await client.Trust.DevicesAsync(account, peer, cancellationToken).ConfigureAwait(false);
        var otr = await PrivateTalk.StateAsync(client, conversation, cancellationToken).ConfigureAwait(false);
        var isOnline = client.Accounts.GetStatus(account).State == ConnectionState.Online;
        return new()
        {
            IsKnown = true,
            Keys = PeerKeysExtensions.Of(devices, isOnline),
            Otr = otr ?? OtrState.Plaintext,
            HasOtr = otr is not null,
        };
    }

    /// <summary>How it will be protected; null as long as nobody knows, and where it can't be sent.</summary>
    public EncryptionKind? Of(EncryptionChoice choice) =>
        Group is { } group
            ? choice switch
            {
                EncryptionChoice.None => EncryptionKind.None,
                EncryptionChoice.Otr => null,
                _ when !group.IsPrivate || Missing.Any() => null,
                EncryptionChoice.Omemo => EncryptionKind.Omemo,
                _ => EncryptionKind.Omemo2,
            }
            : (choice, Otr, Keys) switch
            {
                (EncryptionChoice.None, _, _) => EncryptionKind.None,
                (EncryptionChoice.Otr, _, _) or (EncryptionChoice.Auto, OtrState.Encrypted, _) => EncryptionKind.Otr,
                (EncryptionChoice.Omemo, _, PeerKeys.Usable) => EncryptionKind.Omemo,
                (_, _, PeerKeys.Usable) => EncryptionKind.Omemo2,
                _ => null,
            };

    /// <summary>Who could read it, in words.</summary>
    public string Explain(EncryptionChoice choice, string name, NameBook names, Brand brand) =>
        Of(choice) switch
        {
            EncryptionKind.None => brand.Text("encryption.explain.none"),
            EncryptionKind.Otr => brand.Text("encryption.explain.otr", ("name", name)),
            null when WhyNot(choice, name, names, brand) is { } why => why,
            _ when Group is not null => brand.Text("group.encrypted"),
            _ => brand.Text("encryption.explain.omemo", ("name", name)),
        };

    /// <summary>Why it can't be sent, in words; null if it can, as far as is known.</summary>
    public string? WhyNot(EncryptionChoice choice, string name, NameBook names, Brand brand) =>
        Group is { } group ? WhyNotToGroup(group, choice, names, brand)
        : Otr == OtrState.Finished ? brand.Text(TextId.Of(OtrState.Finished))
        : choice is EncryptionChoice.None or EncryptionChoice.Otr || (choice == EncryptionChoice.Auto && Otr == OtrState.Encrypted) ? null
        : Keys switch
        {
            PeerKeys.None => brand.Text("composer.blocked.noKeys", ("name", name)),
            PeerKeys.Undecided => brand.Text("composer.blocked.undecided", ("name", name)),
            PeerKeys.Distrusted => brand.Text("composer.blocked.distrusted", ("name", name)),
            _ => null,
        };

    /// <summary>Who can't be encrypted to, by name; empty if everybody can.</summary>
    public IReadOnlyList<string> WithoutKeys(string name, NameBook names, Brand brand) =>
        Group is not null ? [.. Missing.Select(member => GroupMemberRows.Name(member, names, brand))]
        : Keys is PeerKeys.None or PeerKeys.Undecided or PeerKeys.Distrusted && Otr != OtrState.Encrypted ? [name]
        : [];

    /// <summary>Whether it is a group that everybody may enter: nothing there can be encrypted.</summary>
    public bool IsOpenGroup => Group is { IsPrivate: false };

    /// <summary>The ways that a person can choose from; none before it is known who is there, and where there is but one. What is said in private stays so
    /// until that is ended.</summary>
    public IReadOnlyList<EncryptionChoice> Choices(BrandPolicy policy)
    {
        List<EncryptionChoice> ways = IsOpenGroup ? [] : [EncryptionChoice.Auto];
        if (policy.AllowOtr && HasOtr && !IsPrivate)
        {
            ways.Add(EncryptionChoice.Otr);
        }

        if (!policy.RequireEncryption && !IsPrivate)
        {
            ways.Add(EncryptionChoice.None);
        }

        return IsKnown && (IsOpenGroup || ways.Count > 1) ? ways : [];
    }

    private IEnumerable<GroupMember> Missing => Members.Where(member => member.HoldsUp());

    private string? WhyNotToGroup(Group group, EncryptionChoice choice, NameBook names, Brand brand) =>
        group.State == GroupState.Refused || (group.State == GroupState.Left && !group.Room.IsAutoJoined) ? GroupWords.State(group, brand)
        : choice == EncryptionChoice.None ? null
        : !group.IsPrivate ? brand.Text("group.notEncryptable")
        : WithoutKeys(string.Empty, names, brand) is { Count: > 0 } missing
            ? brand.Text("composer.blocked.membersWithoutKeys", ("names", string.Join(", ", missing)))
        : null;
}
