// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Settings;

/// <summary>Where an app keeps what the person has set. Each head brings its own; what it keeps must not be secret.</summary>
public interface ISettingsStore
{
    /// <summary>Reads a setting.</summary>
    /// <param name="key">Which.</param>
    /// <returns>Its value; null if the person has set nothing.</returns>
    string? Get(string key);

    /// <summary>Keeps a setting.</summary>
    /// <param name="key">Which.</param>
    /// <param name="value">Its value; null for what the brand says.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is kept.</returns>
    Task SetAsync(string key, string? value, CancellationToken cancellationToken = default);
}
