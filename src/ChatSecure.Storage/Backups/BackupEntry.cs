// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSecure.Storage.Backups;

/// <summary>The kinds of entries that a backup's text consists of. Each begins with its kind, one byte, and the length of its JSON in UTF-8, 4 bytes,
/// big-endian.</summary>
internal enum BackupEntry : byte
{
    /// <summary>The first entry: <c>{"schema":3,"movesSessions":false}</c>.</summary>
    Head = (byte)'H',

    /// <summary>Rows of this table follow: <c>{"name":"messages","columns":["id",…]}</c>.</summary>
    Table = (byte)'T',

    /// <summary>A row: an array of one value a column: null, a number, a string, or <c>{"blob":"base64"}</c>.</summary>
    Row = (byte)'R',

    /// <summary>A file of the media store: <c>{"id":"…","length":123}</c>, followed by so many bytes as they lie in the folder; its key is in the table
    /// <c>media</c>.</summary>
    File = (byte)'F',

    /// <summary>The last entry: <c>{"rows":9,"files":1}</c>, how many there were.</summary>
    End = (byte)'E',
}

internal sealed record BackupHead(int Schema, bool MovesSessions);

internal sealed record BackupTable(string Name, IReadOnlyList<string> Columns);

internal sealed record BackupFile(string Id, long Length);

internal sealed record BackupEnd(long Rows, long Files);

/// <summary>Serialisation without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(BackupHead))]
[JsonSerializable(typeof(BackupTable))]
[JsonSerializable(typeof(BackupFile))]
[JsonSerializable(typeof(BackupEnd))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BackupContext : JsonSerializerContext;
