// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Collections;

namespace ChatSecure.UIKit.Composer;

public sealed partial class ComposerViewModel
{
    /// <summary>Who may be meant by what was typed last; empty if nobody is being mentioned. In groups only.</summary>
    public ObservableWindow<MentionRow> Suggestions { get; } = [];

    /// <summary>Looks whether somebody is being mentioned. To be called when the caret moves or the text changes.</summary>
    /// <param name="caret">Where the caret is in <see cref="Draft"/>.</param>
    public void Suggest(int caret) =>
        Suggestions.Update(
            Mentions.Find(Draft, caret) is { } typed ? Mentions.Suggest(typed.Word, _protection.Members, Names, Brand) : [],
            row => row.Nick
        );

    /// <summary>Writes the name of whom is meant in place of what was typed of it.</summary>
    /// <param name="row">Whom.</param>
    /// <param name="caret">Where the caret is in <see cref="Draft"/>.</param>
    /// <returns>Where the caret belongs now.</returns>
    public int Mention(MentionRow row, int caret)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Mentions.Find(Draft, caret) is not { } typed)
        {
            return caret;
        }

        var end = typed.At + 1 + typed.Word.Length;
        var rest = Draft[end..];
        var name = $"@{row.Nick}{(rest.StartsWith(' ') ? string.Empty : " ")}";
        Draft = Draft[..typed.At] + name + rest;
        Suggestions.Update([], suggestion => suggestion.Nick);
        return typed.At + name.Length;
    }
}
