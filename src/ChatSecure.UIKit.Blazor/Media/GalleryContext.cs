// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>The pictures and files of a conversation. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
/// <param name="Conversation">Which.</param>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record GalleryContext(ShellViewModel Shell, ConversationId Conversation, Action Close);
