// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>A host that serves no files.</summary>
internal sealed class NoMediaAddresses : IMediaAddresses
{
    public string? Of(MessageRef message, int index) => null;
}
