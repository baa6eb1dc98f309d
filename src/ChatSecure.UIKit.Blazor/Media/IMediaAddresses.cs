// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>Where the page finds files of messages, for films, which a browser reads in parts. A host that serves them registers its own, such as the desktop
/// app's; without one, films are files to be saved.</summary>
public interface IMediaAddresses
{
    /// <summary>The address of a file that is here.</summary>
    /// <param name="message">The message.</param>
    /// <param name="index">Which of its files, from 0 on.</param>
    /// <returns>The address, within the app's own page; null if it has none.</returns>
    string? Of(MessageRef message, int index);
}
