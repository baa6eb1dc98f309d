// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

/// <summary>How the next message of a conversation can be protected, as the engine says, in words.</summary>
internal sealed record Protection
{
    private static readonly ConversationEncryption _unknown = new(ConversationEncryptionState.Unknown);

    public static Protection Unknown { get; } = new();

    private Dictionary<EncryptionChoice, ConversationEncryption> States { get; init; } = [];

    /// <summary>Whether there is a private conversation, or one that nobody has ended here: nothing else is sent in the clear.</summary>
    public bool IsPrivate => StateOf(EncryptionChoice.None).Reason == "otr-open";

    /// <summary>The group; null for a contact.</summary>
    public Group? Group { get; init; }

    /// <summary>Who is in the group.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = [];

    public static async Task<Protection> ReadAsync(IChatClient client, ConversationId conversation, CancellationToken cancellationToken)
    {
        var (account, peer) = conversation;
        var group = await client.Groups.FindAsync(account, peer, cancellationToken).ConfigureAwait(false);
        var states = new Dictionary<EncryptionChoice, ConversationEncryption>();
        foreach (var choice in (EncryptionChoice[])[EncryptionChoice.Auto, EncryptionChoice.Otr, EncryptionChoice.None])
        {
            await ReadAsync(choice).ConfigureAwait(false);
        }

        if (states[EncryptionChoice.Auto].Reason == "opted-out")
        {
            await ReadAsync(EncryptionChoice.Omemo2).ConfigureAwait(false);
        }

        return new()
        {
            States = states,
            Group = group,
            Members = group is null ? [] : await GroupMembers.ReadAsync(client, account, group, cancellationToken).ConfigureAwait(false),
        };

        async Task ReadAsync(EncryptionChoice choice) =>
            states[choice] = await client.Conversations.EncryptionAsync(conversation, choice, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How it will be protected; null as long as nobody knows, and where it can't be sent.</summary>
    public EncryptionKind? Of(EncryptionChoice choice) => StateOf(choice).Kind;

    /// <summary>Who could read it, in words; empty before that was asked for the first time.</summary>
    public string Explain(EncryptionChoice choice, string name, NameBook names, Brand brand) =>
        Of(choice) switch
        {
            _ when States.Count == 0 => string.Empty,
            EncryptionKind.None => brand.Text("encryption.explain.none"),
            EncryptionKind.Otr => brand.Text("encryption.explain.otr", ("name", name)),
            null when WhyNot(choice, name, names, brand) is { } why => why,
            _ when Group is not null => brand.Text("group.encrypted"),
            _ => brand.Text("encryption.explain.omemo", ("name", name)),
        };

    /// <summary>Why it can't be sent, in words; null if it can, as far as is known.</summary>
    public string? WhyNot(EncryptionChoice choice, string name, NameBook names, Brand brand) =>
        StateOf(choice).Reason switch
        {
            null => null,
            "no-devices" => brand.Text("composer.blocked.noKeys", ("name", name)),
            "undecided" => brand.Text("composer.blocked.undecided", ("name", name)),
            "distrusted" => brand.Text("composer.blocked.distrusted", ("name", name)),
            "opted-out" => brand.Text("composer.blocked.optedOut", ("name", name)),
            "otr-finished" => brand.Text(TextId.Of(OtrState.Finished)),
            "members-without-keys" => brand.Text(
                "composer.blocked.membersWithoutKeys",
                ("names", string.Join(", ", WithoutKeys(name, names, brand)))
            ),
            "not-private" => brand.Text("group.notEncryptable"),
            "not-joined" when Group is { } group => GroupWords.State(group, brand),
            _ => brand.Text("composer.blocked.other"),
        };

    /// <summary>Who can't be encrypted to, by name; empty if everybody can.</summary>
    public IReadOnlyList<string> WithoutKeys(string name, NameBook names, Brand brand)
    {
        var state = StateOf(EncryptionChoice.Auto);
        return state.Reason switch
        {
            "no-devices" or "undecided" or "distrusted" => [name],
            "members-without-keys" =>
            [
                .. state.WithoutKeys.Select(address =>
                    Members.FirstOrDefault(member => member.Address == address) is { } member
                        ? GroupMemberRows.Name(member, names, brand)
                        : names.Of(address)
                ),
            ],
            _ => [],
        };
    }

    /// <summary>Whether it is a group that everybody may enter: nothing there can be encrypted.</summary>
    public bool IsOpenGroup => Group is { IsPrivate: false };

    /// <summary>The ways that a person can choose from; none before it is known who is there, and where there is but one. What is said in private stays so
    /// until that is ended.</summary>
    public IReadOnlyList<EncryptionChoice> Choices(BrandPolicy policy)
    {
        List<EncryptionChoice> ways = IsOpenGroup ? [] : [EncryptionChoice.Auto];
        if (States.ContainsKey(EncryptionChoice.Omemo2))
        {
            ways.Add(EncryptionChoice.Omemo2);
        }

        if (policy.AllowOtr && !IsPrivate && StateOf(EncryptionChoice.Otr).MaySend)
        {
            ways.Add(EncryptionChoice.Otr);
        }

        if (!policy.RequireEncryption && !IsPrivate)
        {
            ways.Add(EncryptionChoice.None);
        }

        return States.Count > 0 && (IsOpenGroup || ways.Count > 1) ? ways : [];
    }

    private ConversationEncryption StateOf(EncryptionChoice choice) => States.GetValueOrDefault(choice, _unknown);
}
