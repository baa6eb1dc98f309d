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
        var name = Path.GetFileName(path);
        return new(_ => ValueTask.FromResult<Stream>(File.OpenRead(path))) { Name = name, MediaType = TypeOf(name) };
    }

    /// <summary>Writes a file of a message to where the person said; one that is there stays as it is.</summary>
    public static async Task SaveAsync(TimelineViewModel timeline, MessageRef message, string path)
    {
        await timeline.SaveAsync(message, 0, () => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));
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
