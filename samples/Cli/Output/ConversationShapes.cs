// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Cli.Output;

/// <summary>The members of the JSON objects about conversations.</summary>
internal static class ConversationShapes
{
    /// <summary>The word for a conversation that is muted without an end.</summary>
    public const string ForEver = "forever";

    public static void Conversation(Utf8JsonWriter json, ConversationSummary conversation)
    {
        Draft(json, conversation.Id, conversation.Draft);
        JsonShapes.Optional(json, "name", conversation.Name);
        json.WriteNumber("unread", conversation.UnreadCount);
        json.WriteBoolean("everEncrypted", conversation.EverEncrypted);
        json.WriteBoolean("pinned", conversation.IsPinned);
        json.WriteBoolean("archived", conversation.IsArchived);
        JsonShapes.Optional(
            json,
            "mutedUntil",
            conversation.MutedUntil is not { } end ? null
                : end == DateTimeOffset.MaxValue ? ForEver
                : JsonShapes.Timestamp(end)
        );
        if (conversation.LastMessage is { } message)
        {
            json.WriteStartObject("lastMessage");
            JsonShapes.StoredMessage(json, message);
            json.WriteEndObject();
        }
    }

    /// <summary>A part of an archive that was not read yet.</summary>
    public static void Gap(Utf8JsonWriter json, ArchiveGap gap)
    {
        json.WriteString("archive", gap.Archive.ToString());
        JsonShapes.Optional(json, "after", gap.After.Length > 0 ? gap.After : null);
        json.WriteString("before", gap.Before);
    }

    /// <summary>How what is written next is protected, or why it can't be sent.</summary>
    public static void Encryption(Utf8JsonWriter json, Jid with, ConversationEncryption encryption)
    {
        json.WriteString("with", with.ToString());
        json.WriteString("state", Word.Of(encryption.State));
        JsonShapes.Optional(json, "encryption", encryption.Kind is { } kind ? Word.Of(kind) : null);
        JsonShapes.Optional(json, "reason", encryption.Reason);
        if (encryption.WithoutKeys.Count > 0)
        {
            JsonShapes.Strings(json, "withoutKeys", encryption.WithoutKeys.Select(address => address.ToString()));
        }
    }

    public static void Draft(Utf8JsonWriter json, ConversationId conversation, string? draft)
    {
        json.WriteString("with", conversation.Peer.ToString());
        JsonShapes.Optional(json, "draft", draft);
    }
}
