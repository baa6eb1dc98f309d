// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Files;

/// <summary>Where a brand's files lie: a folder, or the package itself for the neutral default.</summary>
internal interface IBrandFiles
{
    /// <summary>The files, relative and with forward slashes, ordered.</summary>
    IReadOnlyList<string> List(BrandErrors errors);

    /// <summary>Reads a file.</summary>
    /// <param name="path">One of the listed paths.</param>
    /// <param name="maxBytes">The greatest size.</param>
    /// <param name="errors">Where a file that is too large or can't be read is reported.</param>
    /// <returns>Its bytes; null after a mistake.</returns>
    byte[]? Read(string path, int maxBytes, BrandErrors errors);
}
