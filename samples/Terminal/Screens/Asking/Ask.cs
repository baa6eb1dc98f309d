// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>Asks for one thing.</summary>
internal static class Ask
{
    /// <param name="screen">The screen.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="label">What is asked for.</param>
    /// <param name="take">Does something with what was typed, begun on the UI thread; says whether that went well. Why not, the view model says, whose page this one
    /// came from.</param>
    /// <param name="value">What stands there at first.</param>
    /// <param name="hint">What helps to answer; null for nothing.</param>
    public static void For(
        Screen screen,
        string title,
        string label,
        Func<string, Task<bool>> take,
        string value = "",
        string? hint = null
    ) =>
        For(
            screen,
            title,
            label,
            async typed =>
            {
                // What went wrong stands on the page below.
                await take(typed);
                return Outcome.Done;
            },
            value,
            hint
        );

    /// <summary>The same, and the page stays until it went well.</summary>
    public static void For(
        Screen screen,
        string title,
        string label,
        Func<string, Task<Outcome>> take,
        string value = "",
        string? hint = null
    )
    {
        var typed = string.Empty;
        var field = new Field(label, text => typed = text) { Value = value, Hint = hint };
        screen.Push(new FieldsPage(screen, title, [field], () => take(typed)));
    }
}
