// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Manifest;

/// <summary>Something that a manifest can set. Its key is its path in the file: <c>policy.trust</c> is the member <c>trust</c> of the object
/// <c>policy</c>.</summary>
internal abstract class Setting(string key)
{
    public string Key => key;

    /// <summary>Reads the value.</summary>
    /// <returns>The value; null after a mistake, which was reported.</returns>
    public abstract object? Read(JsonItem item, BrandErrors errors);

    /// <summary>A value of this setting as text.</summary>
    public abstract string Show(object value);
}
