// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.Branding.Tests.Layers;

public sealed class SignedTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _managedKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly BrandFolder _folder;
    private readonly Brand _brand;

    public SignedTests()
    {
        _folder = new(
            $$"""
            {
              "schemaVersion": 1, "id": "acme", "name": "Acme",
              "defaults": { "server": "a.example", "domainLock": "locked" },
              "policy": { "trust": "firstUse" },
              "privacy": { "typing": { "value": false, "level": "locked" } },
              "push": { "service": "push.a.example", "api": "https://push.a.example/v1" },
              "overlay": { "url": "https://a.example/overlay", "key": "{{Public(_key)}}" },
              "managed": { "key": "{{Public(_managedKey)}}" }
            }
            """
        );
        _brand = _folder.Load();
    }

    [Fact]
    public void An_overlay_re_points_push_until_its_time_is_over()
    {
        var change = _brand.WithOverlay(
            Overlay(settings: """{ "push": { "service": "push.b.example", "api": "https://push.b.example/v1" } }"""),
            0,
            _now
        );
        Assert.Equal((BrandRefusal.None, 7), (change.Refusal, change.Sequence));
        Assert.Equal(
            ("push.b.example", "https://push.b.example/v1"),
            (change.Brand.Push!.Service.ToString(), change.Brand.Push.Api!.AbsoluteUri)
        );
        Assert.Equal("overlay", change.Brand.Explain("push.api").Layer);
        Assert.Equal(["overlay", "acme", "neutral"], change.Brand.Explain("push.api").Layers.Select(layer => layer.Name));
        Assert.Same(change.Brand, change.Brand.At(_now.AddDays(29)));
        var after = change.Brand.At(_now.AddDays(31));
        Assert.Equal("push.a.example", after.Push!.Service.ToString());
        Assert.Null(after.OverlayExpires);
        Assert.Equal(
            "push.b.example",
            change.Brand.WithCulture(System.Globalization.CultureInfo.GetCultureInfo("de")).Push!.Service.ToString()
        );
    }

    /// <summary>A server that closes after the app was published: its people learn from the overlay where to go, and from nobody else.</summary>
    [Fact]
    public void An_overlay_retires_a_server()
    {
        var settings = """
            {
              "defaults": {
                "servers": [{ "domain": "a.example" }, { "domain": "b.example" }],
                "retiredServers": [{ "domain": "a.example", "moveTo": "b.example" }]
              }
            }
            """;
        var change = _brand.WithOverlay(Overlay(settings: settings), 0, _now);
        Assert.Equal(BrandRefusal.None, change.Refusal);
        Assert.Equal([new BrandRetiredServer("a.example", "b.example")], change.Brand.Defaults.RetiredServers);
        Assert.Empty(change.Brand.At(_now.AddDays(31)).Defaults.RetiredServers);

        // The brand locks accounts to its servers: the overlay can't send anybody elsewhere.
        var elsewhere = settings.Replace("\"moveTo\": \"b.example\"", "\"moveTo\": \"evil.example\"", StringComparison.Ordinal);
        var refused = _brand.WithOverlay(Overlay(settings: elsewhere), 0, _now);
        Assert.Equal((BrandRefusal.Mistakes, "CSB042"), (refused.Refusal, refused.Errors[0].Code));
        Assert.Same(_brand, refused.Brand);
    }

    [Fact]
    public void An_older_overlay_is_refused_and_the_same_one_is_not()
    {
        var overlay = Overlay();
        Assert.Equal(BrandRefusal.Older, _brand.WithOverlay(overlay, 8, _now).Refusal);
        Assert.Equal(8, _brand.WithOverlay(overlay, 8, _now).Sequence);
        Assert.Equal(BrandRefusal.None, _brand.WithOverlay(overlay, 7, _now).Refusal);
    }

    [Theory]
    [InlineData("\"expires\": \"2026-11-29T12:00:00Z\"", BrandRefusal.Expired)]
    [InlineData("\"expires\": \"2029-11-29T12:00:00Z\"", BrandRefusal.Expired)]
    [InlineData("\"expires\": \"tomorrow\"", BrandRefusal.Damaged)]
    [InlineData(null, BrandRefusal.Expired)]
    public void An_overlay_ends_by_itself_and_soon(string? expires, BrandRefusal refusal) =>
        Refuse(
            refusal,
            Sign(
                _key,
                $$"""{ "kind": "overlay", "brand": "acme", "sequence": 7, {{(expires is null ? "" : expires + ",")}} "settings": {} }"""
            )
        );

    [Theory]
    [InlineData("{ \"kind\": \"policy\", \"brand\": \"acme\", \"sequence\": 1, \"settings\": {} }", BrandRefusal.Damaged)]
    [InlineData("{ \"kind\": \"overlay\", \"brand\": \"other\", \"sequence\": 1, \"settings\": {} }", BrandRefusal.OtherBrand)]
    [InlineData("{ \"kind\": \"overlay\", \"brand\": \"acme\", \"sequence\": 0, \"settings\": {} }", BrandRefusal.Damaged)]
    [InlineData("{ \"kind\": \"overlay\", \"brand\": \"acme\", \"sequence\": -1, \"settings\": {} }", BrandRefusal.Damaged)]
    [InlineData(
        "{ \"kind\": \"overlay\", \"brand\": \"acme\", \"sequence\": 99999999999999999999, \"settings\": {} }",
        BrandRefusal.Damaged
    )]
    [InlineData("{ \"kind\": \"overlay\", \"brand\": \"acme\", \"settings\": {} }", BrandRefusal.Damaged)]
    [InlineData("[]", BrandRefusal.Damaged)]
    [InlineData("x", BrandRefusal.Damaged)]
    public void A_document_of_another_kind_or_brand_is_refused(string payload, BrandRefusal refusal) =>
        Refuse(refusal, Sign(_key, payload));

    [Fact]
    public void A_document_that_another_key_signed_is_refused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Refuse(BrandRefusal.Signature, Overlay(stranger));
        Refuse(BrandRefusal.Signature, Overlay(_managedKey));
        Assert.Equal(BrandRefusal.NoKey, Brand.Neutral.WithOverlay(Overlay(), 0, _now).Refusal);
    }

    [Fact]
    public void A_damaged_document_never_changes_anything()
    {
        var whole = Overlay();
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            AssertSame(_brand.WithOverlay(damaged, 0, _now));
            if (at % 7 == 0)
            {
                AssertSame(_brand.WithOverlay(whole[..at], 0, _now));
            }
        }

        AssertSame(_brand.WithOverlay(new byte[64 * 1024 + 1], 0, _now));

        void AssertSame(BrandChange change)
        {
            Assert.NotEqual(BrandRefusal.None, change.Refusal);
            Assert.Same(_brand, change.Brand);
        }
    }

    [Theory]
    [InlineData("{ \"policy\": { \"trust\": \"manual\" } }", "CSB052")]
    [InlineData("{ \"name\": \"Evil\" }", "CSB052")]
    [InlineData("{ \"overlay\": { \"url\": \"https://evil.example/\" } }", "CSB052")]
    [InlineData("{ \"defaults\": { \"domainLock\": \"none\" } }", "CSB052")]
    [InlineData("{ \"push\": { \"api\": \"http://b.example\" } }", "CSB002")]
    [InlineData("{ \"push\": { \"apii\": \"https://b.example\" }, \"support\": { \"email\": \"a@b.example\" } }", "CSB001")]
    [InlineData("{ \"defaults\": { \"servers\": [{ \"domain\": \"b.example\" }] } }", "CSB040")]
    public void An_overlay_with_a_mistake_is_refused_as_a_whole(string settings, string code)
    {
        var change = _brand.WithOverlay(Overlay(settings: settings), 0, _now);
        Assert.Equal(BrandRefusal.Mistakes, change.Refusal);
        Assert.Contains(change.Errors, error => error.Code == code);
        Assert.Same(_brand, change.Brand);
        Assert.Null(change.Brand.Contacts.Email);
    }

    [Fact]
    public void A_refused_overlay_leaves_the_one_before()
    {
        var before = _brand.WithOverlay(Overlay(settings: """{ "support": { "email": "help@a.example" } }"""), 0, _now).Brand;
        var change = before.WithOverlay(Overlay(settings: """{ "name": "Evil" }"""), 7, _now);
        Assert.Same(before, change.Brand);
        Assert.Equal("help@a.example", change.Brand.Contacts.Email);
    }

    [Fact]
    public void A_managed_policy_makes_stricter_and_locks()
    {
        var change = _brand.WithManagedPolicy(
            Policy(
                """{ "policy": { "trust": "manual" }, "privacy": { "readReceipts": { "value": false, "level": "locked" } }, "defaults": { "lockAfter": { "value": 5, "level": "locked" } } }"""
            ),
            0,
            _now
        );
        Assert.Equal(new BrandIdleLock(TimeSpan.FromMinutes(5), SwitchLevel.Locked), change.Brand.Defaults.IdleLock);
        Assert.Equal(Encryption.TrustPolicy.Manual, change.Brand.Policy.TrustPolicy);
        var person = change.Brand.WithChoices(
            new Dictionary<string, bool> { ["privacy.readReceipts"] = true, ["privacy.lastSeen"] = true }
        );
        Assert.False(person.Privacy.IsOn(PrivacySwitch.ReadReceipts));
        Assert.True(person.Privacy.IsOn(PrivacySwitch.LastSeen));
        Assert.Equal("managed", person.Explain("privacy.readReceipts").Layer);
        Assert.Equal("person", person.Explain("privacy.lastSeen").Layer);
        Assert.Equal("managed", person.Explain("policy.trust").Layer);
    }

    [Theory]
    [InlineData("{ \"policy\": { \"trust\": \"blindTrustBeforeVerification\" } }", "CSB050")]
    [InlineData("{ \"privacy\": { \"typing\": true } }", "CSB051")]
    [InlineData("{ \"push\": { \"service\": \"b.example\" } }", "CSB052")]
    public void A_managed_policy_weakens_nothing(string settings, string code)
    {
        var change = _brand.WithManagedPolicy(Policy(settings), 0, _now);
        Assert.Equal((BrandRefusal.Mistakes, code), (change.Refusal, Assert.Single(change.Errors).Code));
        Assert.Same(_brand, change.Brand);
    }

    [Fact]
    public void A_policy_takes_back_what_a_person_had_chosen_and_keeps_the_rest()
    {
        var person = _brand.WithChoices(
            new Dictionary<string, bool>
            {
                ["privacy.readReceipts"] = false,
                ["privacy.lastSeen"] = true,
                ["privacy.typing"] = true,
                ["no.such"] = true,
            }
        );
        Assert.False(person.Privacy.IsOn(PrivacySwitch.Typing));
        var managed = person
            .WithManagedPolicy(Policy("""{ "privacy": { "lastSeen": { "value": false, "level": "hidden" } } }"""), 0, _now)
            .Brand;
        Assert.False(managed.Privacy.IsOn(PrivacySwitch.LastSeen));
        Assert.False(managed.Privacy.IsOn(PrivacySwitch.ReadReceipts));
        Assert.Equal(SwitchLevel.Hidden, managed.Privacy[PrivacySwitch.LastSeen].Level);
    }

    public void Dispose()
    {
        _key.Dispose();
        _managedKey.Dispose();
        _folder.Dispose();
    }

    private void Refuse(BrandRefusal refusal, byte[] document)
    {
        var change = _brand.WithOverlay(document, 0, _now);
        Assert.Equal(refusal, change.Refusal);
        Assert.Same(_brand, change.Brand);
        Assert.Empty(change.Errors);
    }

    private byte[] Overlay(ECDsa? key = null, string settings = "{}") =>
        Sign(
            key ?? _key,
            $$"""{ "kind": "overlay", "brand": "acme", "sequence": 7, "expires": "2026-12-29T12:00:00Z", "settings": {{settings}} }"""
        );

    private byte[] Policy(string settings) =>
        Sign(_managedKey, $$"""{ "kind": "policy", "brand": "acme", "sequence": 1, "settings": {{settings}} }""");

    private static byte[] Sign(ECDsa key, string payload) => BrandSigner.Sign(payload, key);

    private static string Public(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
}
