// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Media;

namespace ChatSecure.Desktop.Serving;

/// <summary>Tells the screens where <see cref="MediaFiles"/> serves what they show.</summary>
internal sealed class MediaAddresses : IMediaAddresses
{
    public string? Of(MessageRef message, int index) => MediaPaths.Of(message, index);
}
