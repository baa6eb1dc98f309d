// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>Puts what happened in a conversation into words.</summary>
/// <param name="brand">Whose words.</param>
/// <param name="account">Who reads them.</param>
/// <param name="nameOf">What people are called.</param>
internal sealed class NoteWords(Brand brand, Jid account, Func<Jid, string> nameOf)
{
    private const int MaxName = 120;
    private const int MaxTopic = 300;

    /// <param name="note">What happened.</param>
    /// <param name="trust">How far the device that it is about is trusted now; null if its key has not been seen.</param>
    public TimelineRows.Notice Notice(ConversationNote note, TrustLevel? trust)
    {
        var isOfKey = note.Kind <= ConversationNoteKind.KeyDistrusted;
        return new(
            $"note {note.Id}",
            note.At,
            isOfKey ? NoticeKind.KeyChange : NoticeKind.Group,
            NoteBook.IsOfDevice(note)
                ? trust is null or TrustLevel.Undecided or TrustLevel.Distrusted
                : note.Kind is ConversationNoteKind.KeyDistrusted or ConversationNoteKind.GroupDestroyed || IsOutOfIt(note),
            _ => isOfKey ? OfKey(note, trust ?? TrustLevel.Undecided) : OfGroup(note)
        );
    }

    // That we ourselves are out of the group is what a person should look at.
    private bool IsOutOfIt(ConversationNote note) =>
        note.Who == account
        && note.Kind is ConversationNoteKind.MemberRemoved or ConversationNoteKind.MemberBanned or ConversationNoteKind.MemberKicked;

    private string OfKey(ConversationNote note, TrustLevel trust)
    {
        var owner = note.Who is { } who ? nameOf(who) : string.Empty;
        var level = brand.Text(TextId.Of(trust));
        return note.Kind switch
        {
            ConversationNoteKind.DeviceAdded when note.Who == account => brand.Text("note.ownDevice", ("trust", level)),
            ConversationNoteKind.DeviceAdded => brand.Text("trust.newDevice", ("owner", owner), ("trust", level)),
            ConversationNoteKind.KeyChanged => brand.Text("note.keyChanged", ("owner", owner), ("trust", level)),
            ConversationNoteKind.KeyVerified => brand.Text("note.keyVerified", ("owner", owner)),
            _ => brand.Text("note.keyDistrusted", ("owner", owner)),
        };
    }

    private string OfGroup(ConversationNote note)
    {
        var isOurs = note.Who == account;
        var name = note.Who is { } who ? nameOf(who) : string.Empty;
        return note.Kind switch
        {
            ConversationNoteKind.MemberJoined => isOurs ? brand.Text("note.youJoined") : brand.Text("note.joined", ("name", name)),
            ConversationNoteKind.MemberLeft => isOurs ? brand.Text("note.youLeft") : brand.Text("note.left", ("name", name)),
            ConversationNoteKind.MemberRemoved when isOurs => brand.Text("group.youWereKicked"),
            ConversationNoteKind.MemberRemoved when note.By is { } by && by != account => brand.Text(
                "note.removedBy",
                ("by", nameOf(by)),
                ("name", name)
            ),
            ConversationNoteKind.MemberRemoved => brand.Text("note.removed", ("name", name)),
            ConversationNoteKind.MemberBanned => isOurs ? brand.Text("group.youWereBanned") : brand.Text("note.banned", ("name", name)),
            ConversationNoteKind.MemberKicked => isOurs ? brand.Text("note.youWereSentOut") : brand.Text("note.kicked", ("name", name)),
            ConversationNoteKind.AffiliationChanged => isOurs
                ? brand.Text("note.yourAffiliation", ("standing", Standing(note)))
                : brand.Text("note.affiliation", ("name", name), ("standing", Standing(note))),
            ConversationNoteKind.Renamed => brand.Text("note.renamed", ("group", DisplayText.Line(note.Text ?? string.Empty, MaxName))),
            ConversationNoteKind.SubjectChanged => Topic(note),
            _ => brand.Text("group.refused.destroyed"),
        };
    }

    private string Standing(ConversationNote note) => GroupWords.Standing(note.Affiliation ?? GroupAffiliation.Member, brand);

    private string Topic(ConversationNote note) =>
        DisplayText.Line(note.Text ?? string.Empty, MaxTopic) is not { Length: > 0 } topic ? brand.Text("note.noTopic")
        : note.By is { } by && by != account ? brand.Text("note.topicBy", ("by", nameOf(by)), ("topic", topic))
        : brand.Text("note.topic", ("topic", topic));
}
