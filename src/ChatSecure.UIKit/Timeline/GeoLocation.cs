// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.UIKit.Timeline;

/// <summary>A place that somebody sent as a <c>geo:</c> URI (RFC 5870).</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Accuracy">How far off that may be, in metres; null if it is not said.</param>
public sealed record GeoLocation(double Latitude, double Longitude, double? Accuracy)
{
    private const int MaxLength = 200;

    /// <summary>Reads a text that is a place and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The place; null if it is none.</returns>
    public static GeoLocation? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength || !text.StartsWith("geo:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = text[4..].Split(';');
        var coordinates = parts[0].Split(',');
        var crs = parts.FirstOrDefault(part => part.StartsWith("crs=", StringComparison.OrdinalIgnoreCase));
        if (
            coordinates.Length is not (2 or 3)
            || (crs is not null && !crs.Equals("crs=wgs84", StringComparison.OrdinalIgnoreCase))
            || Number(coordinates[0]) is not (>= -90 and <= 90 and var latitude)
            || Number(coordinates[1]) is not (>= -180 and <= 180 and var longitude)
        )
        {
            return null;
        }

        var uncertainty = parts.FirstOrDefault(part => part.StartsWith("u=", StringComparison.OrdinalIgnoreCase));
        return new(latitude, longitude, uncertainty is null ? null : Number(uncertainty[2..]));
    }

    /// <summary>Shows nothing of the place.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GeoLocation);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;
}
