// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>Reads files of messages that are here.</summary>
/// <param name="conversations">Where they are.</param>
internal sealed class MediaReader(IConversations conversations)
{
    /// <summary>How large a picture may be to be shown in the page; larger ones can be saved.</summary>
    public const int MaxShown = 32 * 1024 * 1024;

    /// <summary>Reads the first bytes of a file; fewer if it has fewer, none if it is not here.</summary>
    public async Task<byte[]> ReadHeadAsync(MessageRef message, int index, int length, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var stream = await conversations.OpenAttachmentAsync(message, index, cancellationToken);
            var head = new byte[length];
            var read = await stream.ReadAtLeastAsync(head, length, throwOnEndOfStream: false, cancellationToken);
            return head[..read];
        }
        catch (Exception error) when (error is ChatSecureException or IOException)
        {
            return [];
        }
    }

    /// <summary>Reads a file that is to be shown; null if it is not here or too large.</summary>
    public Task<byte[]?> ReadAsync(MessageRef message, int index, CancellationToken cancellationToken = default) =>
        ReadAsync(async token => await conversations.OpenAttachmentAsync(message, index, token), cancellationToken);

    /// <summary>Reads what is to be shown; null if it is not there, can't be read or is too large.</summary>
    /// <param name="open">Opens it; null if it is not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<byte[]?> ReadAsync(Func<CancellationToken, Task<Stream?>> open, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await open(cancellationToken);
            if (stream is null)
            {
                return null;
            }

            using var content = new MemoryStream();
            var buffer = new byte[81920];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaxShown)
                {
                    return null;
                }
            }

            return content.ToArray();
        }
        catch (Exception error) when (error is ChatSecureException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
