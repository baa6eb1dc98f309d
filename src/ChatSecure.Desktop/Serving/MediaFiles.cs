// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net.Mime;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Desktop.Profiles;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace ChatSecure.Desktop.Serving;

/// <summary>The files of messages and the pictures of contacts, out of the encrypted profile. Nothing is fetched from anywhere: what is not here is not found, so
/// no page can make the app ask a stranger's server.</summary>
internal static class MediaFiles
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(MediaPaths.Attachment, AttachmentAsync);
        app.MapGet(MediaPaths.Avatar, AvatarAsync);
    }

    private static async Task<IResult> AttachmentAsync(
        HttpContext context,
        ProfileDoor door,
        Func<IChatClient> client,
        string? account,
        string? peer,
        string? own,
        string? id,
        int? index,
        CancellationToken cancellationToken
    )
    {
        if (
            !IsReady(door, client)
            || !Jid.TryParse(account, out var accountJid)
            || !Jid.TryParse(peer, out var peerJid)
            || id is not { Length: > 0 }
        )
        {
            return Results.NotFound();
        }

        var direction = own == "1" ? MessageDirection.Outgoing : MessageDirection.Incoming;
        var reference = new MessageRef(new(accountJid, peerJid), direction, new(id));
        return await ServeAsync(async () =>
            {
                var conversations = client().Conversations;
                var message = await conversations.FindAsync(reference, cancellationToken).ConfigureAwait(false);
                var number = index ?? 0;
                if (number < 0 || number >= (message?.Attachments.Count ?? 0) || message!.Attachments[number].MediaId is null)
                {
                    return Results.NotFound();
                }

                var content = await conversations.OpenAttachmentAsync(reference, number, cancellationToken).ConfigureAwait(false);
                return await FileAsync(context, content, message.Attachments[number].FileName, cancellationToken).ConfigureAwait(false);
            })
            .ConfigureAwait(false);
    }

    private static async Task<IResult> AvatarAsync(
        HttpContext context,
        ProfileDoor door,
        Func<IChatClient> client,
        string? account,
        string? contact,
        CancellationToken cancellationToken
    )
    {
        if (!IsReady(door, client) || !Jid.TryParse(account, out var accountJid) || !Jid.TryParse(contact, out var contactJid))
        {
            return Results.NotFound();
        }

        return await ServeAsync(async () =>
            {
                var avatar = await client().Contacts.AvatarAsync(accountJid, contactJid, cancellationToken).ConfigureAwait(false);
                return avatar is null
                    ? Results.NotFound()
                    : await FileAsync(context, new MemoryStream(avatar.Content.ToArray()), null, cancellationToken).ConfigureAwait(false);
            })
            .ConfigureAwait(false);
    }

    private static bool IsReady(ProfileDoor door, Func<IChatClient> client) => door.IsOpen && !client().Profile.IsLocked;

    // Damaged, evicted or locked meanwhile: to a page all of that is a file that is not here.
    private static async Task<IResult> ServeAsync(Func<Task<IResult>> serve)
    {
        try
        {
            return await serve().ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> FileAsync(HttpContext context, Stream content, string? name, CancellationToken cancellationToken)
    {
        var head = new byte[ContentKind.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        var type = ContentKind.Of(head.AsSpan(0, length));
        var disposition = new ContentDispositionHeaderValue(
            type == ContentKind.Unknown || context.Request.Query.ContainsKey("save")
                ? DispositionTypeNames.Attachment
                : DispositionTypeNames.Inline
        );
        if (DisplayText.FileName(name) is { } safe)
        {
            disposition.SetHttpFileName(safe);
        }

        context.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.Stream(content, type, enableRangeProcessing: true);
    }
}
