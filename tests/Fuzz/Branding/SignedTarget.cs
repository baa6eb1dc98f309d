// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Branding;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Encryption;

namespace ChatSecure.Fuzz.Branding;

/// <summary>Documents that come after the app was built: as they are, and with the right signature, as if the key had been stolen.</summary>
internal static class SignedTarget
{
    private static readonly DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Brand _brand = Make();

    public static void Document(ReadOnlySpan<byte> input)
    {
        var raw = input.ToArray();
        Finding.Unless(_brand.WithOverlay(raw, 0, _now).Refusal != BrandRefusal.None, "A document that nobody signed was applied.");
        Finding.Unless(_brand.WithManagedPolicy(raw, 0, _now).Refusal != BrandRefusal.None, "A policy that nobody signed was applied.");

        var signed = BrandSigner.Sign(Encoding.UTF8.GetString(input), _key);
        foreach (var change in (BrandChange[])[_brand.WithOverlay(signed, 5, _now), _brand.WithManagedPolicy(signed, 5, _now)])
        {
            if (change.Refusal != BrandRefusal.None)
            {
                Finding.Unless(ReferenceEquals(change.Brand, _brand) && change.Sequence == 5, "A refused document changed something.");
                continue;
            }

            var brand = change.Brand;
            Finding.Unless(change.Sequence >= 5, "A step back in time.");
            Finding.Unless((brand.Id, brand.Name) == (_brand.Id, _brand.Name), "A brand that was taken over.");
            Finding.Unless(
                brand.Policy is { TrustPolicy: TrustPolicy.FirstUse or TrustPolicy.Manual, RequireEncryption: true, AllowOtr: false },
                "A policy that was lowered."
            );
            Finding.Unless(
                brand.OverlayExpires is null || (brand.OverlayExpires > _now && brand.OverlayExpires < _now.AddDays(401)),
                "An overlay that does not end."
            );
            Finding.Unless(brand.Push?.Api is null or { Scheme: "https" }, "A service that is not secure.");
        }
    }

    private static Brand Make()
    {
        var key = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());
        var manifest = $$"""
            {
              "schemaVersion": 1, "id": "acme", "name": "Acme",
              "policy": { "trust": "firstUse", "requireEncryption": true, "allowOtr": false },
              "overlay": { "url": "https://a.example/overlay", "key": "{{key}}" },
              "managed": { "key": "{{key}}" }
            }
            """;
        var errors = new BrandErrors();
        var files = new GivenFiles(new Dictionary<string, byte[]> { ["brand.json"] = Encoding.UTF8.GetBytes(manifest) });
        var composition = new BrandComposition([.. BrandChain.Read(files, [], errors), BrandLayer.Neutral]);
        composition.Check(errors);
        errors.ThrowIfAny();
        return new(composition, null);
    }
}
