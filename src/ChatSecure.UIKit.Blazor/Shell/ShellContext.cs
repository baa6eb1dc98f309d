// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Shell;

/// <summary>The frame around all screens. Members may be added.</summary>
/// <param name="Shell">Where the person is.</param>
public sealed record ShellContext(ShellViewModel Shell);
