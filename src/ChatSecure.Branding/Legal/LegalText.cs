// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Legal;

/// <summary>One legal text in one language.</summary>
internal sealed record LegalText(string Text, CultureInfo Culture, SourcePosition At);
