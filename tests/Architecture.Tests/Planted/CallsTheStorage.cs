// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Planted;

/// <summary>Planted for PlantedArrowTests: a wrong arrow inside a method body.</summary>
internal sealed class CallsTheStorage
{
    public int Unread { get; } = ChatSecure.Storage.Planted.Database.Count();
}
