// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Inspection;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding;

/// <summary>What a brand's maker should know before people get it: the mistakes for which <see cref="Branding.Brand.Load(string, System.Globalization.CultureInfo)"/> refuses it, those that only its maker can
/// judge (somebody else's name left in it, a picture too small), and warnings. The build and the command-line tool show it.</summary>
/// <param name="Brand">The brand; null if it can't be loaded.</param>
/// <param name="Errors">The mistakes, in the order of files and lines.</param>
/// <param name="Warnings">What works and should be looked at, in the same order.</param>
public sealed record BrandReport(Brand? Brand, IReadOnlyList<BrandError> Errors, IReadOnlyList<BrandError> Warnings)
{
    /// <summary>Inspects a brand's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="foreignNames">Further names, hosts or ids, at least three characters each, that must not be left in the brand beside upstream's: those
    /// of a brand that it was copied from.</param>
    /// <returns>The report. A folder that is not there is a mistake in it.</returns>
    public static BrandReport Of(string folder, params IEnumerable<string> foreignNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Of(new BrandParts { Folder = folder }, foreignNames);
    }

    /// <summary>Inspects a brand that builds on others.</summary>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="foreignNames">Further names, hosts or ids, at least three characters each, that must not be left in the brand beside upstream's.</param>
    /// <returns>The report. A mistake in a brand below is named with that brand's folder.</returns>
    public static BrandReport Of(BrandParts parts, params IEnumerable<string> foreignNames)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(foreignNames);
        var errors = new BrandErrors();
        var layers = parts.Read(errors);
        var composition = new BrandComposition(layers);
        composition.Check(errors);
        var brand = errors.All.Count == 0 ? new Brand(composition, parts.Culture) : null;
        LeakScan.Check(new FolderFiles(parts.Folder), layers[0], foreignNames, errors);
        PictureCheck.Check([.. layers.Where(layer => !layer.IsReference)], errors);
        return new(brand, errors.All, errors.Warnings);
    }
}
