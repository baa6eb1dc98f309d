// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Blazor.Settings;

/// <summary>Keeps what the person sets as long as the app runs, for apps that bring no store of their own.</summary>
internal sealed class SessionSettings : ISettingsStore
{
    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <inheritdoc/>
    public Task SetAsync(string key, string? value, CancellationToken cancellationToken = default)
    {
        if (value is null)
        {
            _values.TryRemove(key, out _);
        }
        else
        {
            _values[key] = value;
        }

        return Task.CompletedTask;
    }
}
