// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Blazor.Media;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>The pictures of people and groups that were shown last, each looked at once: what is no picture by its own first bytes, or too large, is none.</summary>
/// <param name="client">Where they are kept.</param>
internal sealed class PictureBook(IChatClient client)
{
    private const int MaxBytes = 512 * 1024;
    private const int MaxSide = 2048;
    private const int MaxKept = 8 * 1024 * 1024;

    private readonly Dictionary<PictureRef, Face> _kept = [];
    private readonly Queue<PictureRef> _order = [];
    private int _size;

    /// <summary>Reads a picture; null for none that may be shown.</summary>
    public async Task<Face?> ReadAsync(PictureRef picture, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(picture, out var kept))
        {
            return kept;
        }

        try
        {
            var content = (await picture.ReadAsync(client, cancellationToken))?.Content ?? default;
            if (
                content.Length is 0 or > MaxBytes
                || PictureHeader.Read(content.Span) is not { Width: <= MaxSide, Height: <= MaxSide } header
            )
            {
                return null;
            }

            var face = new Face(header.MediaType, content.ToArray());
            Keep(picture, face);
            return face;
        }
        catch (ChatSecureException)
        {
            return null;
        }
    }

    /// <summary>Forgets all of them: the profile is locked.</summary>
    public void Clear()
    {
        _kept.Clear();
        _order.Clear();
        _size = 0;
    }

    private void Keep(PictureRef picture, Face face)
    {
        if (!_kept.TryAdd(picture, face))
        {
            return;
        }

        _order.Enqueue(picture);
        _size += face.Content.Length;
        while (_size > MaxKept && _order.TryDequeue(out var oldest) && _kept.Remove(oldest, out var gone))
        {
            _size -= gone.Content.Length;
        }
    }

    /// <summary>A picture that may be shown.</summary>
    /// <param name="MediaType">What it is by its own bytes.</param>
    /// <param name="Content">The bytes.</param>
    internal sealed record Face(string MediaType, byte[] Content);
}
