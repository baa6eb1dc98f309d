// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Layers;

/// <summary>What stands above the brands: settings that came after the app was built, or that its person made.</summary>
/// <param name="Overlay">From the brand.</param>
/// <param name="OverlayExpires">When the overlay's time is over.</param>
/// <param name="Managed">From whoever manages the device.</param>
/// <param name="Person">The person's choices, as far as nothing below has decided.</param>
internal sealed record LateLayers(BrandLayer? Overlay, DateTimeOffset? OverlayExpires, BrandLayer? Managed, BrandLayer? Person)
{
    public static LateLayers None { get; } = new(null, null, null, null);

    /// <summary>The layers, the strongest first.</summary>
    public IEnumerable<BrandLayer> Strongest
    {
        get
        {
            BrandLayer?[] layers = [Person, Managed, Overlay];
            return layers.OfType<BrandLayer>();
        }
    }
}
