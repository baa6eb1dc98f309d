// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Discovery;

namespace ChatSecure.Network.Xeps.Capabilities;

/// <summary>The verification string of entity capabilities (XEP-0115, section 5), which the XEP hashes with SHA-1.</summary>
public static class CapabilitiesHash
{
    /// <summary>The name of the only hash function that is used, as on the wire.</summary>
    public const string Algorithm = "sha-1";

    // Far above what any client has to say; bounds what the module remembers of others.
    private const int MaxLength = 64 * 1024;

    /// <summary>Computes the hash over what somebody is and can do.</summary>
    /// <param name="info">The information.</param>
    /// <returns>The <c>ver</c> value in base64; null if the information is ill-formed by section 5.4, or is longer than 64 Ki characters, or holds
    /// a <c>&lt;</c> or a feature in the form of an identity, with which one could make different information look alike.</returns>
    public static string? Compute(DiscoInfo info)
    {
        if (
            info.Identities.Count != info.Identities.DistinctBy(identity => (identity.Category, identity.Type, identity.Language)).Count()
            || info.Features.Count != info.Features.Distinct().Count()
            || info.Features.Any(LooksLikeIdentity)
        )
        {
            return null;
        }

        var text = new StringBuilder();
        var parts = info
            .Identities.Select(identity => $"{identity.Category}/{identity.Type}/{identity.Language}/{identity.Name}")
            .Order(StringComparer.Ordinal)
            .Concat(info.Features.Order(StringComparer.Ordinal));
        if (!Append(text, parts) || !AppendForms(text, info.Forms))
        {
            return null;
        }

        return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The part of what somebody said that the hash vouches for: without forms that have no hidden type, and without labels, options and media.
    /// Nothing else may be taken for the word of others who announce the same hash.</summary>
    /// <param name="info">What somebody said, with a hash.</param>
    internal static DiscoInfo Covered(DiscoInfo info) => info with { Forms = [.. info.Forms.Where(IsTyped).Select(Covered)] };

    private static DataForm Covered(DataForm form) =>
        new(
            "result",
            [
                new("FORM_TYPE", "hidden", [form.FormType!]),
                .. form.Fields.Where(field => field.Name != "FORM_TYPE").Select(field => new DataField(field.Name, null, field.Values)),
            ]
        );

    private static bool IsTyped(DataForm form) => form["FORM_TYPE"]?.Type == "hidden";

    // In the hashed text identities come first, as category/type/language/name, and features right behind them.
    private static bool LooksLikeIdentity(string feature) => feature.Split('/', 4) is [{ Length: > 0 }, { Length: > 0 }, _, _];

    private static bool AppendForms(StringBuilder text, IReadOnlyList<DataForm> forms)
    {
        // Forms without a hidden FORM_TYPE are left out of the hash; a FORM_TYPE with several values or that occurs twice is ill-formed.
        var typed = forms.Where(IsTyped).OrderBy(form => form.FormType, StringComparer.Ordinal).ToList();
        if (
            typed.Exists(form => form["FORM_TYPE"]!.Values.Distinct().Count() != 1)
            || typed.Count != typed.DistinctBy(form => form.FormType).Count()
        )
        {
            return false;
        }

        foreach (var form in typed)
        {
            var fields = form.Fields.Where(field => field.Name != "FORM_TYPE").OrderBy(field => field.Name, StringComparer.Ordinal);
            var parts = fields.SelectMany(field => field.Values.Order(StringComparer.Ordinal).Prepend(field.Name));
            if (!Append(text, parts.Prepend(form.FormType!)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Append(StringBuilder text, IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            if (part.Contains('<', StringComparison.Ordinal) || text.Length + part.Length >= MaxLength)
            {
                return false;
            }

            text.Append(part).Append('<');
        }

        return true;
    }
}
