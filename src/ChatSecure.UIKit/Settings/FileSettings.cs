// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Errors;

namespace ChatSecure.UIKit.Settings;

/// <summary>Keeps what the person has set in a small file, usually beside the database and readable without its key, since the lock screen needs it too: appearance,
/// language, switches; nothing about anybody. Written whole or not at all. Safe for concurrent use.</summary>
public sealed class FileSettings : ISettingsStore, IDisposable
{
    private const int MaxBytes = 256 * 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly string _path;
    private IReadOnlyDictionary<string, string> _values;

    /// <summary>Reads the file. One that is not there or can't be read holds nothing.</summary>
    /// <param name="path">The file; its folder is there.</param>
    public FileSettings(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        _values = Read(path);
    }

    /// <inheritdoc/>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <inheritdoc/>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageUnavailable"/>: the file can't be written; what was set before holds.</exception>
    public async Task SetAsync(string key, string? value, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var values = new Dictionary<string, string>(_values, StringComparer.Ordinal);
            _ = value is null ? values.Remove(key) : (values[key] = value) is not null;
            await WriteAsync(values, cancellationToken).ConfigureAwait(false);
            _values = values;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChatSecureException(ErrorKind.StorageUnavailable, "The settings can't be written.", error)
            {
                Condition = "file-unwritable",
            };
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _writing.Dispose();

    // Settings that can't be read are none: they are no reason for not starting.
    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: <= MaxBytes })
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                var values = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var setting in document.RootElement.EnumerateObject())
                {
                    if (setting.Value.ValueKind == JsonValueKind.String)
                    {
                        values[setting.Name] = setting.Value.GetString()!;
                    }
                }

                return values;
            }
        }
        catch (Exception exception)
            when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // See above.
        }

        return [];
    }

    private async Task WriteAsync(Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        var next = _path + ".new";
        var file = File.Create(next);
        await using (file.ConfigureAwait(false))
        {
            var writer = new Utf8JsonWriter(file, new() { Indented = true });
            await using (writer.ConfigureAwait(false))
            {
                writer.WriteStartObject();
                foreach (var (key, value) in values.OrderBy(value => value.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        File.Move(next, _path, overwrite: true);
    }
}
