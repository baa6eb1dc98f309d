// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>What a message is shown as.</summary>
public enum MessageKind
{
    /// <summary>A text, maybe with files.</summary>
    Text,

    /// <summary>A few emojis and nothing else: shown large.</summary>
    Emoji,

    /// <summary>What its writer does (<c>/me</c>): <see cref="MessageRow.Body"/> begins with the writer's name.</summary>
    Action,

    /// <summary>A place: <see cref="MessageRow.Location"/>; <see cref="MessageRow.Body"/> says it in words.</summary>
    Location,

    /// <summary>It can't be decrypted; <see cref="MessageRow.Body"/> says so and why.</summary>
    Unreadable,

    /// <summary>It was taken back; <see cref="MessageRow.Body"/> says so.</summary>
    Retracted,
}
