// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>The emojis that are offered, to react with and to write. Nobody remembers which were taken.</summary>
internal static class Emojis
{
    /// <summary>What most people want.</summary>
    public static IReadOnlyList<string> Few { get; } = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

    /// <summary>These, and what many want.</summary>
    public static IReadOnlyList<string> Many { get; } =
    [
        .. Few,
        "🎉",
        "🔥",
        "👏",
        "😍",
        "😅",
        "🤔",
        "😡",
        "👀",
        "💯",
        "✅",
        "❌",
        "🙌",
        "💪",
        "🥳",
        "😎",
        "🤣",
        "😭",
        "👋",
        "🍀",
        "☕",
        "🌍",
        "🚀",
        "⭐",
        "💡",
    ];
}
