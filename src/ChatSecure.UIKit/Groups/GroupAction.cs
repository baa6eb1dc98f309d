// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Groups;

/// <summary>Something that we may do with a member of a group.</summary>
/// <param name="Deed">What.</param>
/// <param name="Text">What it is called.</param>
/// <param name="IsSevere">Whether the person should be asked first.</param>
public sealed record GroupAction(GroupDeed Deed, string Text, bool IsSevere);
