// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Hosting;

/// <summary>Files to send, and where to put those that came.</summary>
internal static class Attachments
{
    /// <summary>How long a sound or film may last: a day.</summary>
    public const int MaxSeconds = 86_400;

    /// <summary>How many pixels a picture may have each way.</summary>
    public const int MaxPixels = 65_535;

    /// <summary>A file to send. That it is there is found out now, with its name in the answer, and not by the engine.</summary>
    /// <exception cref="CliException">There is no such file.</exception>
    public static OutgoingAttachment FromFile(string path, Session session) =>
        File.Exists(path)
            ? OutgoingAttachment.FromFile(path)
            : throw new CliException(ExitCode.Failed, "fileUnreadable", session.Words("cli.file.missing", ("file", path)));

    /// <summary>Writes a file of a message to a path where nothing is yet. It appears there when it is complete and verified.</summary>
    /// <returns>The file as the message has it now.</returns>
    public static async Task<Attachment> SaveAsync(
        Session session,
        ConversationId conversation,
        MessageId id,
        int index,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (Path.Exists(path))
        {
            throw new CliException(ExitCode.Failed, "fileExists", session.Words("cli.file.exists", ("file", path)));
        }

        var (file, message) = await MessageActions.OfEitherAsync(
            conversation,
            id,
            async message => (await session.Client.Conversations.DownloadAsync(message, index, cancellationToken), message)
        );
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var content = await session.Client.Conversations.OpenAttachmentAsync(message, index, cancellationToken))
            await using (var target = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await content.CopyToAsync(target, cancellationToken);
            }

            File.Move(part, path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, "fileUnwritable", session.Words("cli.file.unwritable", ("file", path)));
        }
        finally
        {
            File.Delete(part);
        }

        return file;
    }
}
