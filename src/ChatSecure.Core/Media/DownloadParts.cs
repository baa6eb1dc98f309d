// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Stores;

namespace ChatSecure.Core.Media;

/// <summary>What is here of one large download, in parts, as it came, so that another process can go on with it. The parts lie in the media store, encrypted; no message names them, so
/// what nobody goes on with is collected there within an hour or so. What they are is known only when the whole is verified.</summary>
internal sealed class DownloadParts(Jid account, IMediaStore media, AccountRecords records, string source)
{
    /// <summary>What is smaller is fetched anew.</summary>
    public const int PartBytes = 4 * 1024 * 1024;

    // Before each part, so that none is the same as a file that a message names.
    private const int SaltBytes = 16;

    private readonly string _name = $"download {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}";
    private readonly List<string> _parts = [];
    private DownloadMark? _mark;

    /// <summary>Finds what a former process left.</summary>
    /// <returns>Where to go on; null to begin.</returns>
    public async Task<DownloadMark?> FindAsync(CancellationToken cancellationToken)
    {
        if (Read(await records.GetAsync(_name, cancellationToken).ConfigureAwait(false)) is not var (mark, parts))
        {
            return null;
        }

        foreach (var part in parts)
        {
            if (await media.FindAsync(account, part, cancellationToken).ConfigureAwait(false) is not { Size: PartBytes + SaltBytes })
            {
                break;
            }

            _parts.Add(part);
        }

        _mark = mark;
        if (_parts.Count > 0)
        {
            return mark with { Position = (long)_parts.Count * PartBytes };
        }

        await ForgetAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>The download has begun, of a file that it can go on with.</summary>
    public void Begin(DownloadMark mark) => _mark = mark;

    /// <summary>Whether what is here was handed on: there is no other beginning then.</summary>
    public bool IsReplayed { get; private set; }

    /// <summary>Writes what is here.</summary>
    public async Task ReplayAsync(Stream destination, CancellationToken cancellationToken)
    {
        IsReplayed = true;
        foreach (var part in _parts)
        {
            var content =
                await media.OpenAsync(account, part, cancellationToken).ConfigureAwait(false)
                ?? throw new ChatSecureException(ErrorKind.StorageUnavailable, "A part of the file was removed in the meantime.");
            await using (content.ConfigureAwait(false))
            {
                content.Seek(SaltBytes, SeekOrigin.Begin);
                await content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Keeps the next part, if its host can tell the file from others.</summary>
    public async Task KeepAsync(ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        if (_mark is null)
        {
            return;
        }

        var salted = new byte[SaltBytes + part.Length];
        RandomNumberGenerator.Fill(salted.AsSpan(0, SaltBytes));
        part.CopyTo(salted.AsMemory(SaltBytes));
        try
        {
            using var content = new MemoryStream(salted, writable: false);
            var kept = await media.AddAsync(account, content, null, canBeFetchedAgain: true, cancellationToken).ConfigureAwait(false);
            _parts.Add(kept.Id);
            await records.SetAsync(_name, Write(_mark, _parts), cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // A full disk ends what could be done without, not the download.
            _mark = null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(salted);
        }
    }

    /// <summary>Nothing of it is needed any more.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        _mark = null;
        if (Read(await records.GetAsync(_name, cancellationToken).ConfigureAwait(false)) is var (_, parts))
        {
            await records.SetAsync(_name, null, cancellationToken).ConfigureAwait(false);
            foreach (var part in parts)
            {
                await media.RemoveAsync(account, part, cancellationToken).ConfigureAwait(false);
            }
        }

        _parts.Clear();
    }

    private static byte[] Write(DownloadMark mark, IReadOnlyList<string> parts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("total", mark.Total ?? -1);
            json.WriteString("tag", mark.Tag);
            json.WriteString("modified", mark.Modified?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartArray("parts");
            foreach (var part in parts)
            {
                json.WriteStringValue(part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // A record that can't be read is none: the file is fetched anew.
    private static (DownloadMark Mark, IReadOnlyList<string> Parts)? Read(byte[]? content)
    {
        try
        {
            using var document = JsonDocument.Parse(content ?? "null"u8.ToArray());
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var total = root.GetProperty("total").GetInt64();
            var modified = root.GetProperty("modified");
            return (
                new(
                    0,
                    total < 0 ? null : total,
                    root.GetProperty("tag").GetString(),
                    modified.ValueKind == JsonValueKind.Null ? null : modified.GetDateTimeOffset()
                ),
                [.. root.GetProperty("parts").EnumerateArray().Select(part => part.GetString()!)]
            );
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
