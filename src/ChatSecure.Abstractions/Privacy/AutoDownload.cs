// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Privacy;

/// <summary>Whose files are fetched without being asked for.</summary>
public enum AutoDownload
{
    /// <summary>Nobody's.</summary>
    Never,

    /// <summary>Those of contacts.</summary>
    Contacts,

    /// <summary>Everybody's.</summary>
    Everybody,
}
