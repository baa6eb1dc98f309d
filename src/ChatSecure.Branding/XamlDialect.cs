// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A toolkit that reads XAML.</summary>
public enum XamlDialect
{
    /// <summary>Windows Presentation Foundation.</summary>
    Wpf,

    /// <summary>WinUI and Uno.</summary>
    WinUI,

    /// <summary>.NET MAUI.</summary>
    Maui,

    /// <summary>Avalonia.</summary>
    Avalonia,
}
