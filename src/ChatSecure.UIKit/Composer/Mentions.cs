// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

/// <summary>Finds who is meant by an at sign and the beginning of a name.</summary>
internal static class Mentions
{
    private const int MaxShown = 8;
    private const int MaxWord = 64;

    /// <summary>Where the at sign stands before the caret, and what was typed after it; null if nobody is being mentioned.</summary>
    public static (int At, string Word)? Find(string text, int caret)
    {
        var end = Math.Clamp(caret, 0, text.Length);
        var at = end == 0 ? -1 : text.LastIndexOf('@', end - 1);
        if (at < 0 || end - at - 1 > MaxWord || (at > 0 && !char.IsWhiteSpace(text[at - 1])))
        {
            return null;
        }

        var word = text[(at + 1)..end];
        return word.Any(char.IsWhiteSpace) ? null : (at, word);
    }

    public static IReadOnlyList<MentionRow> Suggest(string word, IReadOnlyList<GroupMember> members, NameBook names, Brand brand) =>
        [
            .. members
                .Where(member => member is { IsSelf: false, Nick: not null, Role: not GroupRole.None })
                .Select(member => new MentionRow(DisplayText.Line(member.Nick!, 200), GroupMemberRows.Name(member, names, brand)))
                .Where(row => row.Nick.Length > 0 && (StartsWith(row.Nick, word, brand) || StartsWith(row.Name, word, brand)))
                .OrderBy(row => row.Nick, StringComparer.Create(brand.Culture, CompareOptions.IgnoreCase))
                .Take(MaxShown),
        ];

    private static bool StartsWith(string name, string word, Brand brand) =>
        brand.Culture.CompareInfo.IsPrefix(name, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace);
}
