// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>One item of an incoming stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Element">The stream header with its attributes and no children, or the first-level element; null for the two ends.</param>
public readonly record struct XmppStreamItem(XmppStreamItemKind Kind, XmppElement? Element = null);
