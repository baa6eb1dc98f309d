// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens;

/// <summary>Files of this machine.</summary>
internal static class LocalFiles
{
    public static PickedFile Pick(string path)
    {
        var whole = Whole(path);
        var name = Path.GetFileName(whole);
        return new(_ => ValueTask.FromResult<Stream>(File.OpenRead(whole))) { Name = name, MediaType = TypeOf(name) };
    }

    /// <summary>Writes a file of a message to where the person said; one that is there stays as it is.</summary>
    /// <returns>Whether it is there.</returns>
    public static Task<bool> SaveAsync(TimelineViewModel timeline, MessageRef message, int index, string path) =>
        timeline.SaveAsync(message, index, () => new FileStream(Whole(path), FileMode.CreateNew, FileAccess.Write, FileShare.None));

    /// <summary>Writes something to a file that only this person may read; one that is there stays as it is, and one that was not written whole is gone again.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static async Task WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var whole = Whole(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(whole.Length > 0 ? whole : throw new FileNotFoundException(), options);
        try
        {
            await content.CopyToAsync(file, cancellationToken);
            await file.FlushAsync(cancellationToken);
        }
        catch
        {
            File.Delete(whole);
            throw;
        }
    }

    /// <summary>Where to save a file of this name, unless the person says otherwise.</summary>
    public static string Suggest(string name) => Path.Combine("~", Path.GetFileName(name));

    // The home folder, as people write it.
    private static string Whole(string path)
    {
        var trimmed = path.Trim();
        return trimmed.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), trimmed[2..])
            : trimmed;
    }

    private static string? TypeOf(string name) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".webp" => "image/webp",
            ".gif" => "image/gif",
            ".txt" => "text/plain",
            ".pdf" => "application/pdf",
            ".mp4" => "video/mp4",
            ".ogg" or ".opus" => "audio/ogg",
            ".mp3" => "audio/mpeg",
            _ => null,
        };
}
