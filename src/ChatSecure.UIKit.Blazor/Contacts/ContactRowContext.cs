// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Blazor.Contacts;

/// <summary>What is shown within a row of the contacts. Members may be added.</summary>
/// <param name="Row">The contact.</param>
public sealed record ContactRowContext(ContactRow Row);
