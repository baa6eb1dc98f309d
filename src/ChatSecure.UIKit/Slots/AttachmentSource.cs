// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Slots;

/// <summary>A place from where a person attaches files, such as the app's own gallery. Registered by an app, shown by the composer.</summary>
/// <param name="Id">What it is known by.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Pick">Lets a person pick; an empty list if nothing was.</param>
public sealed record AttachmentSource(
    string Id,
    Func<Brand, string> Title,
    Func<AttachmentContext, CancellationToken, Task<IReadOnlyList<Composer.PickedFile>>> Pick
);
