// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>Finds names in texts of groups. What is named is a name alone: who bears it in the room is the room's to say.</summary>
public static class Mention
{
    /// <summary>Whether a text names somebody: the name stands in it as words of their own, in whatever case; a name of a single character after an at sign only, since
    /// that may be any word. Safe for any text; takes at worst as long as both lengths multiplied.</summary>
    /// <param name="text">The text, from whomever.</param>
    /// <param name="name">The name in the group (<see cref="RoomInfo.Nick"/>).</param>
    /// <returns>Whether it does; false for an empty name.</returns>
    public static bool IsIn(string text, string name)
    {
        for (var at = 0; name.Length > 0 && (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var isNamed = at > 0 && text[at - 1] == '@';
            var begins = at == 0 || isNamed || !char.IsLetterOrDigit(text[at - 1]);
            var ends = at + name.Length == text.Length || !char.IsLetterOrDigit(text[at + name.Length]);
            if (begins && ends && (isNamed || name.Length > 1))
            {
                return true;
            }
        }

        return false;
    }
}
