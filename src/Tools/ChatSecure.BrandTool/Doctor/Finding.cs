// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Doctor;

/// <summary>One thing that the doctor has looked at.</summary>
/// <param name="Grade">How it is.</param>
/// <param name="Text">What was found, and what to do if it is not good.</param>
internal sealed record Finding(Grade Grade, string Text);
