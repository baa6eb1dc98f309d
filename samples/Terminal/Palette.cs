// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace ChatSecure.Terminal;

/// <summary>The brand's terminal colours as the toolkit's. The terminal's own background stays.</summary>
internal static class Palette
{
    public static Scheme Scheme(Brand brand) =>
        new(Of(Tone.Text, brand))
        {
            Focus = Of(Tone.Text, brand),
            HotNormal = Of(Tone.Accent, brand),
            Editable = Of(Tone.Text, brand),
            ReadOnly = Of(Tone.Muted, brand),
            Disabled = Of(Tone.Muted, brand),
        };

    /// <summary>How a line of a tone looks. Headings stand out in a brand without colours, too; grey is the terminal's own text, fainter, which can be read on any
    /// background.</summary>
    public static Attribute Of(Tone tone, Brand brand)
    {
        var colors = brand.Colors.Terminal;
        var color = tone switch
        {
            Tone.Accent => colors.Accent,
            Tone.Own => colors.Own,
            Tone.Peer => colors.Peer,
            Tone.Muted => colors.Muted,
            Tone.Warning => colors.Warning,
            Tone.Danger => colors.Danger,
            _ => TerminalColor.Default,
        };
        return new(
            Of(color),
            Color.None,
            color == TerminalColor.Grey ? TextStyle.Faint
                : tone == Tone.Accent ? TextStyle.Bold
                : TextStyle.None
        );
    }

    /// <summary>The same where it is chosen.</summary>
    public static Attribute Chosen(Attribute attribute) =>
        attribute with
        {
            Style = (attribute.Style & TextStyle.Bold) | TextStyle.Reverse,
        };

    private static Color Of(TerminalColor color) =>
        color switch
        {
            TerminalColor.Red => new(ColorName16.Red),
            TerminalColor.Green => new(ColorName16.Green),
            TerminalColor.Yellow => new(ColorName16.Yellow),
            TerminalColor.Blue => new(ColorName16.Blue),
            TerminalColor.Magenta => new(ColorName16.Magenta),
            TerminalColor.Cyan => new(ColorName16.Cyan),
            TerminalColor.BrightRed => new(ColorName16.BrightRed),
            TerminalColor.BrightGreen => new(ColorName16.BrightGreen),
            TerminalColor.BrightYellow => new(ColorName16.BrightYellow),
            TerminalColor.BrightBlue => new(ColorName16.BrightBlue),
            TerminalColor.BrightMagenta => new(ColorName16.BrightMagenta),
            TerminalColor.BrightCyan => new(ColorName16.BrightCyan),
            _ => Color.None,
        };
}
