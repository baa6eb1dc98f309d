// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.CodeAnalysis;

namespace ChatSecure.Branding.Generator;

/// <summary>What the generator and the analyzer say. The checks of the brand itself have told the rest before.</summary>
internal static class Diagnostics
{
    private const string Category = "ChatSecure.Branding";

    public static readonly DiagnosticDescriptor Clash = new(
        "CSB015",
        "Two ids are one name in code",
        "'{0}' has the same name in code as another id: there is no accessor for it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public static readonly DiagnosticDescriptor Unknown = new(
        "CSB016",
        "A brand is asked for something that there is not",
        "There is no {0} '{1}'{2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );
}
