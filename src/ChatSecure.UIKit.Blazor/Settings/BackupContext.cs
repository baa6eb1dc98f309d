// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Settings;

/// <summary>Making a backup. Members may be added.</summary>
/// <param name="Close">Goes back to where the person came from.</param>
public sealed record BackupContext(Action Close);
