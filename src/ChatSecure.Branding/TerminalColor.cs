// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A colour of a terminal's palette (ECMA-48, SGR 30 to 37 and the common bright ones 90 to 97).</summary>
public enum TerminalColor
{
    /// <summary>The terminal's text colour.</summary>
    Default,

    /// <summary>Red.</summary>
    Red,

    /// <summary>Green.</summary>
    Green,

    /// <summary>Yellow.</summary>
    Yellow,

    /// <summary>Blue.</summary>
    Blue,

    /// <summary>Magenta.</summary>
    Magenta,

    /// <summary>Cyan.</summary>
    Cyan,

    /// <summary>Grey (bright black).</summary>
    Grey,

    /// <summary>Bright red.</summary>
    BrightRed,

    /// <summary>Bright green.</summary>
    BrightGreen,

    /// <summary>Bright yellow.</summary>
    BrightYellow,

    /// <summary>Bright blue.</summary>
    BrightBlue,

    /// <summary>Bright magenta.</summary>
    BrightMagenta,

    /// <summary>Bright cyan.</summary>
    BrightCyan,
}
