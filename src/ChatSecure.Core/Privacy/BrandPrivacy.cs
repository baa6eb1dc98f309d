// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Privacy;

namespace ChatSecure.Core.Privacy;

/// <summary>What holds as long as a person has set nothing: what the app says, and no more than the brand does.</summary>
internal static class BrandPrivacy
{
    public static PrivacySettings DefaultsOf(Brand brand, PrivacySettings app) =>
        app with
        {
            Receipts = app.Receipts && brand.Privacy.IsOn(PrivacySwitch.ReadReceipts),
            ReadMarkers = app.ReadMarkers && brand.Privacy.IsOn(PrivacySwitch.ReadReceipts),
            Typing = app.Typing && brand.Privacy.IsOn(PrivacySwitch.Typing),
            LinkPreviews = app.LinkPreviews && brand.Privacy.IsOn(PrivacySwitch.LinkPreviews),
        };
}
