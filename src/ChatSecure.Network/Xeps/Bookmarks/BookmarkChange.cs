// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Bookmarks;

/// <summary>What another device of ours, or this one, did to the bookmarks.</summary>
/// <param name="Saved">Bookmarks that were added or changed.</param>
/// <param name="Removed">Rooms whose bookmarks were removed.</param>
/// <param name="IsComplete">Whether <paramref name="Saved"/> are all bookmarks that there are now.</param>
public sealed record BookmarkChange(IReadOnlyList<Bookmark> Saved, IReadOnlyList<Jid> Removed, bool IsComplete);
