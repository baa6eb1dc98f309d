// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using System.Text.Json.Serialization;
using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Storage.Rows;

/// <summary>Values that lie in the database as text.</summary>
internal static class StoredText
{
    public static Jid Jid(string? text) => Addressing.Jid.TryParse(text, out var jid) ? jid : throw Damaged();

    public static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw Damaged();

    public static string List(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? "[]" : JsonSerializer.Serialize(texts, TextListContext.Default.IReadOnlyListString);

    public static IReadOnlyList<string> List(string? json)
    {
        if (json is "[]")
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(json ?? "null", TextListContext.Default.IReadOnlyListString) ?? throw Damaged();
        }
        catch (JsonException)
        {
            throw Damaged();
        }
    }

    public static ChatSecureException Damaged() =>
        new(ErrorKind.StorageDamaged, "The database holds a value that can't have been stored by this software.");
}

/// <summary>Serialisation without reflection.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class TextListContext : JsonSerializerContext;
