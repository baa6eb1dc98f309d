// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Files;

/// <summary>A place in one of a brand's files; line and column count from 1, 0 means the file as a whole.</summary>
internal readonly record struct SourcePosition(string File, int Line = 0, int Column = 0);
