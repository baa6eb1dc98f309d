// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Branding;
using ChatSecure.Branding.Build;

// BRAND CATALOG [NAMES [PARENT]...]: inspects the brand in the folder BRAND, which may build on those in the folders PARENT, prints what it finds as compilers
// do, and writes what accessors are generated from to the file CATALOG. NAMES, separated by semicolons, must not be left in the brand. Ends with 1 after a
// mistake, and with 2 if it is called wrongly.
if (args is not [var folder, var catalog, .. var rest])
{
    return 2;
}

string[] parents = [.. rest.Skip(1)];

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var report = BrandReport.Of(
    new BrandParts { Folder = folder, Parents = parents },
    rest.Take(1).SelectMany(names => names.Split(';', StringSplitOptions.RemoveEmptyEntries))
);
foreach (var error in report.Errors)
{
    Console.WriteLine(Finding.Text(folder, error, "error"));
}

foreach (var warning in report.Warnings)
{
    Console.WriteLine(Finding.Text(folder, warning, "warning"));
}

if (report.Errors.Count > 0)
{
    if (File.Exists(catalog))
    {
        File.Delete(catalog); // what was true of an earlier state of the brand must not be compiled in
    }

    return 1;
}

CatalogFile.Write(catalog, report.Brand!, BrandInputs.Hash(folder, parents));
return 0;
