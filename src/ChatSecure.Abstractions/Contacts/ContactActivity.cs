// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Contacts;

/// <summary>When somebody was last there (XEP-0012), as it or its server says.</summary>
/// <param name="Ago">How long ago; zero for now.</param>
/// <param name="Text">What it said when it went, if anything.</param>
public sealed record ContactActivity(TimeSpan Ago, string? Text = null);
