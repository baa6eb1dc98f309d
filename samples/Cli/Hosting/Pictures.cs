// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Cli.Output;
using ChatSecure.Contacts;

namespace ChatSecure.Cli.Hosting;

/// <summary>Pictures of people and groups.</summary>
internal static class Pictures
{
    /// <summary>Writes a picture where nothing is yet, and says so.</summary>
    /// <param name="session">The session.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="avatar">The picture; null if there is none.</param>
    /// <param name="path">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ExitCode> SaveAsync(
        Session session,
        Jid owner,
        ContactAvatar? avatar,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (avatar is null)
        {
            session.Printer.PrintForPeople(session.Words("cli.group.noAvatar", ("group", owner.ToString())));
            return ExitCode.Failed;
        }

        if (Path.Exists(path))
        {
            throw new CliException(ExitCode.Failed, "fileExists", session.Words("cli.file.exists", ("file", path)));
        }

        await using (var file = new FileStream(path, FileMode.CreateNew))
        {
            await file.WriteAsync(avatar.Content, cancellationToken);
        }

        session.Printer.Print(
            () => session.Words("cli.file.saved", ("file", path)),
            json =>
            {
                json.WriteString("file", path);
                json.WriteString("mediaType", avatar.MediaType);
            }
        );
        return ExitCode.Done;
    }

    /// <summary>The members of the JSON object of a picture; none if there is no picture.</summary>
    public static void Write(Utf8JsonWriter json, ContactAvatar? avatar)
    {
        if (avatar is not null)
        {
            json.WriteString("id", avatar.Id);
            json.WriteString("mediaType", avatar.MediaType);
            json.WriteBase64String("content", avatar.Content.Span);
        }
    }
}
