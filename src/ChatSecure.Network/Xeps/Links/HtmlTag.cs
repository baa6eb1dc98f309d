// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Links;

/// <summary>A tag of a page's head.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Attributes">Its attributes by their names in lower case, of those that stand twice the first.</param>
/// <param name="Text">Of a <c>title</c> its text, else empty. Like the attributes, with character references as they stand.</param>
internal sealed record HtmlTag(string Name, IReadOnlyDictionary<string, string> Attributes, string Text);
