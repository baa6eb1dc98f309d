// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding;

/// <summary>One mistake in a brand.</summary>
/// <param name="Code">The kind of mistake: CSB00x manifest, 01x overrides, 02x strings, 03x assets, 04x servers, 05x policy.</param>
/// <param name="File">The file, relative to the brand's folder, with forward slashes.</param>
/// <param name="Line">The line, from 1; 0 if the mistake is not at one place.</param>
/// <param name="Column">The column in characters, from 1; 0 if the mistake is not at one place.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record BrandError(string Code, string File, int Line, int Column, string Message)
{
    /// <summary>The mistake as compilers write it, so that editors and build logs link to the place.</summary>
    /// <returns>For example <c>brand.json(3,5): error CSB001: …</c>.</returns>
    public override string ToString() =>
        Line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): error {Code}: {Message}")
            : $"{File}: error {Code}: {Message}";
}
