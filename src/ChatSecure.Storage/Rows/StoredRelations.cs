// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using System.Text.Json.Serialization;
using ChatSecure.Messaging;

namespace ChatSecure.Storage.Rows;

/// <summary>A message's attachments and reactions as JSON, without reflection. Null stands for none.</summary>
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

    /// <summary>The names of files as one text, to be searched.</summary>
    public static string? FileNames(ValueList<Attachment> attachments)
    {
        var names = string.Join('\n', attachments.Select(attachment => attachment.FileName).Where(name => !string.IsNullOrEmpty(name)));
        return names.Length == 0 ? null : names;
    }

    public static string? Write(ValueList<Reaction> reactions) =>
        reactions.Count == 0
            ? null
            : JsonSerializer.Serialize(
                [.. reactions.Select(reaction => new StoredReaction(reaction.From.ToString(), [.. reaction.Emojis], reaction.At.UtcTicks))],
                RelationContext.Default.StoredReactionArray
            );

    public static ValueList<Reaction> Reactions(string? json)
    {
        try
        {
            return json is null
                ? []
                :
                [
                    .. (JsonSerializer.Deserialize(json, RelationContext.Default.StoredReactionArray) ?? []).Select(
                        reaction => new Reaction(StoredText.Jid(reaction.From), [.. reaction.Emojis], new(reaction.At, TimeSpan.Zero))
                    ),
                ];
        }
        catch (JsonException)
        {
            throw StoredText.Damaged();
        }
    }
}

/// <summary>A reaction as it is stored.</summary>
internal sealed record StoredReaction(string From, string[] Emojis, long At);

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(StoredReaction[]))]
internal sealed partial class RelationContext : JsonSerializerContext;
