// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using System.Text.Json.Serialization;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Storage.Rows;

/// <summary>A message's attachments, links and reactions as JSON, without reflection. Null stands for none.</summary>
internal static class StoredRelations
{
    public static string? Write(ValueList<Attachment> attachments) =>
        attachments.Count == 0 ? null : JsonSerializer.Serialize([.. attachments], RelationContext.Default.AttachmentArray);

    public static ValueList<Attachment> Attachments(string? json)
    {
        try
        {
            return json is null ? [] : [.. JsonSerializer.Deserialize(json, RelationContext.Default.AttachmentArray) ?? []];
        }
        catch (JsonException)
        {
            throw StoredText.Damaged();
        }
    }

    public static string? Write(ValueList<LinkMetadata> links) =>
        links.Count == 0 ? null : JsonSerializer.Serialize([.. links], RelationContext.Default.LinkMetadataArray);

    public static ValueList<LinkMetadata> Links(string? json)
    {
        try
        {
            return json is null ? [] : [.. JsonSerializer.Deserialize(json, RelationContext.Default.LinkMetadataArray) ?? []];
        }
        catch (JsonException)
        {
            throw StoredText.Damaged();
        }
    }

    public static string Write(ActFormer former) =>
        JsonSerializer.Serialize(
            new StoredFormer(
                (int)former.Direction,
                former.Body,
                former.EditedAt?.UtcTicks,
                former.SenderKey?.Hex,
                (int?)former.Trust,
                former.Reaction is { } reaction ? Stored(reaction) : null
            ),
            RelationContext.Default.StoredFormer
        );

    public static ActFormer? Former(string? json)
    {
        try
        {
            return json is null || JsonSerializer.Deserialize(json, RelationContext.Default.StoredFormer) is not { } former
                ? null
                : new(
                    (MessageDirection)former.Direction,
                    former.Body,
                    former.EditedAt is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
                    Fingerprint.TryParse(former.SenderKey, out var key) ? key : null,
                    (TrustLevel?)former.Trust,
                    former.Reaction is { } reaction ? Read(reaction) : null
                );
        }
        catch (JsonException)
        {
            throw StoredText.Damaged();
        }
    }

    public static string? Write(Moderation? moderation) =>
        moderation is null
            ? null
            : JsonSerializer.Serialize(
                new StoredModeration(moderation.Nick, moderation.Address?.ToString(), moderation.Reason),
                RelationContext.Default.StoredModeration
            );

    public static Moderation? Moderation(string? json)
    {
        try
        {
            return json is null || JsonSerializer.Deserialize(json, RelationContext.Default.StoredModeration) is not { } moderation
                ? null
                : new()
                {
                    Nick = moderation.Nick,
                    Address = moderation.Address is { } address ? StoredText.Jid(address) : null,
                    Reason = moderation.Reason,
                };
        }
        catch (JsonException)
        {
            throw StoredText.Damaged();
        }
    }

    private static StoredReaction Stored(Reaction reaction) => new(reaction.From.ToString(), [.. reaction.Emojis], reaction.At.UtcTicks);

    private static Reaction Read(StoredReaction reaction) =>
        new(StoredText.Jid(reaction.From), [.. reaction.Emojis], new(reaction.At, TimeSpan.Zero));

    /// <summary>The names of files as one text, to be searched.</summary>
    public static string? FileNames(ValueList<Attachment> attachments)
    {
        var names = string.Join('\n', attachments.Select(attachment => attachment.FileName).Where(name => !string.IsNullOrEmpty(name)));
        return names.Length == 0 ? null : names;
    }

    public static string? Write(ValueList<Reaction> reactions) =>
        reactions.Count == 0 ? null : JsonSerializer.Serialize([.. reactions.Select(Stored)], RelationContext.Default.StoredReactionArray);

    public static ValueList<Reaction> Reactions(string? json)
    {
        try
        {
            return json is null
                ? []
                : [.. (JsonSerializer.Deserialize(json, RelationContext.Default.StoredReactionArray) ?? []).Select(Read)];
        }
        catch (JsonException)
        {
            throw StoredText.Damaged();
        }
    }
}

/// <summary>A reaction as it is stored.</summary>
internal sealed record StoredReaction(string From, string[] Emojis, long At);

/// <summary>What an act took the place of, as it is stored.</summary>
internal sealed record StoredFormer(int Direction, string? Body, long? EditedAt, string? SenderKey, int? Trust, StoredReaction? Reaction);

/// <summary>Who moderated a message, as it is stored.</summary>
internal sealed record StoredModeration(string? Nick, string? Address, string? Reason);

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(LinkMetadata[]))]
[JsonSerializable(typeof(StoredReaction[]))]
[JsonSerializable(typeof(StoredFormer))]
[JsonSerializable(typeof(StoredModeration))]
internal sealed partial class RelationContext : JsonSerializerContext;
