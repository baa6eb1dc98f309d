// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ChatSecure.Messaging;

/// <summary>A place on earth as messages carry it: a <c>geo:</c> address (RFC 5870) in the text, by WGS 84.</summary>
public readonly record struct GeoLocation
{
    private const string Scheme = "geo:";
    private const int MaxLength = 256;

    /// <summary>Creates a place.</summary>
    /// <param name="latitude">Degrees to the north, -90 to 90.</param>
    /// <param name="longitude">Degrees to the east, -180 to 180.</param>
    /// <param name="altitude">Metres above the reference ellipsoid; null if not known.</param>
    /// <param name="uncertainty">By how many metres it may be wrong; null if not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its range.</exception>
    public GeoLocation(double latitude, double longitude, double? altitude = null, double? uncertainty = null)
    {
        if (!IsWithin(latitude, longitude, altitude, uncertainty))
        {
            throw new ArgumentOutOfRangeException(nameof(latitude), "This is no place on earth.");
        }

        (Latitude, Longitude, Altitude, Uncertainty) = (latitude, longitude, altitude, uncertainty);
    }

    /// <summary>Degrees to the north.</summary>
    public double Latitude { get; }

    /// <summary>Degrees to the east.</summary>
    public double Longitude { get; }

    /// <summary>Metres above the reference ellipsoid; null if not said.</summary>
    public double? Altitude { get; }

    /// <summary>By how many metres it may be wrong; null if not said.</summary>
    public double? Uncertainty { get; }

    /// <summary>Reads a text that is a <c>geo:</c> address and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="location">The place.</param>
    /// <returns>Whether it is one, by a reference system that is known here.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out GeoLocation location)
    {
        location = default;
        if (text is null || text.Length > MaxLength || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var parts = text[Scheme.Length..].Split(';');
        var numbers = new List<double>(3);
        foreach (var coordinate in parts[0].Split(','))
        {
            if (!TryRead(coordinate, out var number))
            {
                return false;
            }

            numbers.Add(number);
        }

        if (numbers.Count is not (2 or 3) || !TryReadParameters(parts.AsSpan(1), out var uncertainty))
        {
            return false;
        }

        double? altitude = numbers.Count == 3 ? numbers[2] : null;
        if (!IsWithin(numbers[0], numbers[1], altitude, uncertainty))
        {
            return false;
        }

        location = new(numbers[0], numbers[1], altitude, uncertainty);
        return true;
    }

    /// <summary>The address, such as <c>geo:48.198634,16.371648;u=40</c>.</summary>
    /// <returns>The address.</returns>
    public override string ToString()
    {
        var altitude = Altitude is { } metres ? $",{Write(metres)}" : string.Empty;
        var uncertainty = Uncertainty is { } range ? $";u={Write(range)}" : string.Empty;
        return $"{Scheme}{Write(Latitude)},{Write(Longitude)}{altitude}{uncertainty}";
    }

    // Other parameters are for others, but the reference system decides what the numbers mean.
    private static bool TryReadParameters(ReadOnlySpan<string> parameters, out double? uncertainty)
    {
        uncertainty = null;
        foreach (var parameter in parameters)
        {
            var (name, value) = parameter.Split('=', 2) is [var first, var second] ? (first, second) : (parameter, string.Empty);
            if (name.Equals("crs", StringComparison.OrdinalIgnoreCase) && !value.Equals("wgs84", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            if (name.Equals("u", StringComparison.OrdinalIgnoreCase))
            {
                if (uncertainty is not null || !TryRead(value, out var metres))
                {
                    return false;
                }

                uncertainty = metres;
            }
        }

        return true;
    }

    private static bool IsWithin(double latitude, double longitude, double? altitude, double? uncertainty) =>
        Math.Abs(latitude) <= 90
        && Math.Abs(longitude) <= 180
        && (altitude is not { } metres || double.IsFinite(metres))
        && (uncertainty is not { } range || (range >= 0 && double.IsFinite(range)));

    private static bool TryRead(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && text[0] != '+'
        && double.IsFinite(number);

    // A tenth of a millionth of a degree is a centimetre.
    private static string Write(double number) => number.ToString("0.#######", CultureInfo.InvariantCulture);
}
