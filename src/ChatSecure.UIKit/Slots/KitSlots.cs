// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>The functions of screens that an app may replace. What is not given is the kit's own.</summary>
/// <param name="names">What contacts and groups are called.</param>
/// <param name="errors">How errors are shown.</param>
/// <param name="usernames">What user names are suggested.</param>
/// <param name="moves">Who is to move to another server, and when.</param>
public sealed class KitSlots(
    INameFormatter? names = null,
    IErrorPresenter? errors = null,
    IUsernameSuggester? usernames = null,
    IMovePolicy? moves = null
)
{
    /// <summary>The kit's own.</summary>
    public static KitSlots Default { get; } = new();

    /// <summary>What contacts and groups are called.</summary>
    public INameFormatter Names { get; } = names ?? new NameFormatter();

    /// <summary>How errors are shown.</summary>
    public IErrorPresenter Errors { get; } = errors ?? new ErrorPresenter();

    /// <summary>What user names are suggested.</summary>
    public IUsernameSuggester Usernames { get; } = usernames ?? new UsernameSuggester();

    /// <summary>Who is to move to another server, and when.</summary>
    public IMovePolicy Moves { get; } = moves ?? new MovePolicy();

    /// <summary>What can be done with a message; null for the kit's own.</summary>
    public IMessageActions? MessageActions { get; init; }

    /// <summary>What can be done with a conversation; null for the kit's own.</summary>
    public IConversationActions? ConversationActions { get; init; }

    /// <summary>Other ways to look at the conversations, in the order in which to show them.</summary>
    public IReadOnlyList<ConversationFilterSlot> ConversationFilters { get; init; } = [];

    /// <summary>Other settings, in the order in which to show them.</summary>
    public IReadOnlyList<SettingSlot> Settings { get; init; } = [];

    /// <summary>From where files can be attached, in the order in which to show them. The kit itself has none: picking files is a toolkit's job.</summary>
    public IReadOnlyList<AttachmentSource> AttachmentSources { get; init; } = [];
}
