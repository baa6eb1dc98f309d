// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Slots;

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>Something that can be done with what a line stands for.</summary>
/// <param name="Text">What, in words.</param>
/// <param name="Do">Does it; begun on the UI thread.</param>
/// <param name="Question">What the person is asked before, where it can't be undone; null for nothing.</param>
internal sealed record Choice(string Text, Func<Task> Do, string? Question = null)
{
    /// <summary>The actions of a view model; those that it leaves to the toolkit are not among them.</summary>
    /// <param name="actions">The actions.</param>
    /// <param name="question">What to ask before one that can't be undone.</param>
    public static IEnumerable<Choice> Of(IEnumerable<RowAction> actions, Func<RowAction, string> question) =>
        actions
            .Where(action => action.Run is not null)
            .Select(action => new Choice(
                action.Text,
                () => action.Run!(CancellationToken.None),
                action.IsSevere ? question(action) : null
            ));
}
