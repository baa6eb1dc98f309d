// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Writes in <see cref="TerminalColor"/>s.</summary>
public static class TerminalColorExtensions
{
    /// <summary>Puts a text between the escape sequences of a colour. Only for output to a terminal.</summary>
    /// <param name="color">The colour.</param>
    /// <param name="text">The text, which must be free of control characters.</param>
    /// <returns>The text in colour; the text itself for <see cref="TerminalColor.Default"/>.</returns>
    public static string Paint(this TerminalColor color, string text)
    {
        var code = color switch
        {
            TerminalColor.Red => "31",
            TerminalColor.Green => "32",
            TerminalColor.Yellow => "33",
            TerminalColor.Blue => "34",
            TerminalColor.Magenta => "35",
            TerminalColor.Cyan => "36",
            TerminalColor.Grey => "90",
            TerminalColor.BrightRed => "91",
            TerminalColor.BrightGreen => "92",
            TerminalColor.BrightYellow => "93",
            TerminalColor.BrightBlue => "94",
            TerminalColor.BrightMagenta => "95",
            TerminalColor.BrightCyan => "96",
            _ => null,
        };
        return code is null ? text : $"\e[{code}m{text}\e[39m";
    }
}
