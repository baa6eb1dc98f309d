// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Generator;

/// <summary>A text of the catalogue.</summary>
/// <param name="id">Its id.</param>
/// <param name="text">What the brand says.</param>
/// <param name="description">Where it stands.</param>
/// <param name="arguments">What it is filled in with, each as KIND:NAME.</param>
internal sealed class CatalogEntry(string id, string text, string description, string[] arguments)
{
    public string Id => id;

    public string Text => text;

    public string Description => description;

    public string[] Arguments => arguments;
}
