// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>A header to send with an upload (XEP-0363, section 4): one of <c>Authorization</c>, <c>Cookie</c> and <c>Expires</c>, without line breaks.</summary>
public sealed record UploadHeader
{
    internal UploadHeader(string name, string value) => (Name, Value) = (name, value);

    /// <summary>The header's name.</summary>
    public string Name { get; }

    /// <summary>Its value, which may be a secret.</summary>
    public string Value { get; }

    /// <summary>Shows nothing: the value may be a secret.</summary>
    /// <returns>The header's name.</returns>
    public override string ToString() => Name;
}
