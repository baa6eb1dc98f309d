// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Tests;

/// <summary>What a person has set, as a test wants it.</summary>
internal sealed class Kept : ISettingsStore
{
    public Dictionary<string, string> Values { get; } = [];

    public bool Fails { get; set; }

    public string? Get(string key) => Values.GetValueOrDefault(key);

    public Task SetAsync(string key, string? value, CancellationToken cancellationToken = default)
    {
        if (Fails)
        {
            throw new ChatSecureException(ErrorKind.StorageUnavailable, "x");
        }

        if (value is null)
        {
            Values.Remove(key);
        }
        else
        {
            Values[key] = value;
        }

        return Task.CompletedTask;
    }
}
