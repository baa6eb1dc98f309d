// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding;

/// <summary>A legal text of the brand.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Version">Its version: who accepted another one is asked again.</param>
/// <param name="Culture">The language that it is in.</param>
/// <param name="Text">The text, plain or in Markdown.</param>
public sealed record LegalDocument(LegalKind Kind, string Version, CultureInfo Culture, string Text);
