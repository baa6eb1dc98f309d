// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;

namespace ChatSecure.UIKit.Blazor.Composer;

/// <summary>The field to write in. Members may be added.</summary>
/// <param name="Composer">What is written.</param>
public sealed record ComposerContext(ComposerViewModel Composer);
