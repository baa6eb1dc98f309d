// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Registration;

/// <summary>A folder of this user alone in which the pictures of a form lie as long as a person looks at them.</summary>
internal sealed class FormPictures : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatsecure-form-");
    private int _count;

    /// <summary>Saves a picture.</summary>
    /// <returns>Where it lies.</returns>
    public async Task<string> SaveAsync(ReadOnlyMemory<byte> picture, string? mediaType, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder.FullName, $"{++_count}{Ending(mediaType)}");
        await File.WriteAllBytesAsync(path, picture, cancellationToken);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The server says what it is; what it says becomes no part of a path.
    private static string Ending(string? mediaType) =>
        mediaType switch
        {
            "image/png" => ".png",
            "image/jpeg" => ".jpg",
            "image/gif" => ".gif",
            "image/webp" => ".webp",
            "audio/wav" or "audio/x-wav" => ".wav",
            "audio/mpeg" => ".mp3",
            "audio/ogg" => ".ogg",
            _ => string.Empty,
        };
}
