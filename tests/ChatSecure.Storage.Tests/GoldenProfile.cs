// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

/// <summary>What the recorded profiles hold. A version is recorded once, when it is released, by running this program with
/// <c>--child record FOLDER</c>, which also shows the schema.</summary>
public static class GoldenProfile
{
    public static byte[] Secret => [1, 2, 3];

    public static ChatMessage Message =>
        Sample.Message("golden") with
        {
            ArchiveId = "archive",
            Body = "golden message",
            Encryption = EncryptionKind.Omemo2,
            SenderKey = Fingerprint.FromBytes(new byte[32]),
            Trust = TrustLevel.Verified,
            ReplyTo = new("other"),
        };

    /// <summary>Recorded from schema 8 on.</summary>
    public static ConversationNote Note =>
        new(Message.Conversation, "golden", Message.Timestamp, ConversationNoteKind.KeyChanged)
        {
            Who = Sample.Bob,
            By = Sample.Alice,
            Text = "golden note",
            Device = new(2_000_000_000),
            Key = Fingerprint.FromBytes(new byte[32]),
            Affiliation = GroupAffiliation.Admin,
        };

    /// <summary>Recorded from schema 10 on.</summary>
    public static OwedReport Owed =>
        new(Message.Conversation, OwedKind.Received, Sample.Bob.WithResource("phone"), "golden", EncryptionKind.Omemo2);

    /// <summary>Erased when it was recorded, from schema 10 on.</summary>
    public static ChatMessage Erased => Sample.Message("erased") with { ArchiveId = "erased archive" };

    /// <summary>Writes what a new recording holds.</summary>
    public static async Task WriteAsync(IChatStore store)
    {
        await store.Accounts.SaveAsync(new() { Jid = Sample.Alice, Pins = ["sha256/pin"] });
        await store.Vault.SetAsync(Sample.Alice, "password", Secret);
        await store.Roster.SaveAsync(Sample.Alice, new() { Jid = Sample.Bob, Groups = ["Friends"] }, "1");
        await store.CommitAsync(
            new(Sample.Alice)
            {
                Messages = [Message, Erased],
                Notes = [Note],
                // Recorded from schema 9 on.
                Conversations = [new(Message.Conversation) { IsMarkedUnread = true }],
                Crypto = [new("session", "key", Secret)],
                Owed = [Owed],
                GapsOpened = [new(Sample.Alice, "", "gap") { BeforeAt = Message.Timestamp }],
            }
        );
        await store.CommitAsync(new(Sample.Alice) { DeletedMessages = [new(Erased.Conversation, Erased.Direction, Erased.Id)] });
    }
}
