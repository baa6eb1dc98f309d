// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

/// <summary>How the next message of a conversation can be protected, as far as is known.</summary>
internal sealed record Protection
{
    public static Protection Unknown { get; } = new();

    private PeerKeys Keys { get; init; }

    private OtrState Otr { get; init; }

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
                Group = group,
                Members = await GroupMembers.ReadAsync(client, account, group, cancellationToken).ConfigureAwait(false),
            };
        }

        var devices = await client.Trust.DevicesAsync(account, peer, cancellationToken).ConfigureAwait(false);
        var otr = await OtrAsync(client, conversation, cancellationToken).ConfigureAwait(false);
        var isOnline = client.Accounts.GetStatus(account).State == ConnectionState.Online;
        return new() { Keys = PeerKeysExtensions.Of(devices, isOnline), Otr = otr };
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

    private IEnumerable<GroupMember> Missing => Members.Where(member => member.HoldsUp());

    private string? WhyNotToGroup(Group group, EncryptionChoice choice, NameBook names, Brand brand) =>
        group.State == GroupState.Refused || (group.State == GroupState.Left && !group.Room.IsAutoJoined) ? GroupWords.State(group, brand)
        : choice == EncryptionChoice.None ? null
        : !group.IsPrivate ? brand.Text("group.notEncryptable")
        : WithoutKeys(string.Empty, names, brand) is { Count: > 0 } missing
            ? brand.Text("composer.blocked.membersWithoutKeys", ("names", string.Join(", ", missing)))
        : null;

    private static async Task<OtrState> OtrAsync(IChatClient client, ConversationId conversation, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Otr.StatusAsync(conversation.Account, conversation.Peer, cancellationToken).ConfigureAwait(false)).State;
        }
        catch (ChatSecureException exception) when (exception.Kind == ErrorKind.NotSupported)
        {
            return OtrState.Plaintext;
        }
    }
}
