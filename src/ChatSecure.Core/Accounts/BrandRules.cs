// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Core.Sending;
using ChatSecure.Crypto.Otr;
using ChatSecure.Errors;

namespace ChatSecure.Core.Accounts;

/// <summary>What the brand says about an account's connection and protection, beside what the app's options say.</summary>
internal static class BrandRules
{
    /// <summary>Whether old private conversations are possible: the app offers them and the brand does not forbid them.</summary>
    public static bool AllowsOtr(EngineServices services) => services.Options.AllowOtr && services.Brand.Policy.AllowOtr;

    /// <summary>What of a brand's features the engine itself holds to. The others are about what screens show.</summary>
    public static IReadOnlySet<BrandFeature> Enforced { get; } =
        new HashSet<BrandFeature> { BrandFeature.MultipleAccounts, BrandFeature.Registration };

    /// <summary>Refuses what the brand does not have.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="feature">One of <see cref="Enforced"/>.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>, with the condition <c>feature-off</c>.</exception>
    public static void Demand(Brand brand, BrandFeature feature)
    {
        if (!brand.Features.IsOn(feature))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "This app does not have that.") { Condition = "feature-off" };
        }
    }

    /// <summary>The server's keys: those that the person pinned, else those that the brand knows.</summary>
    public static IReadOnlyList<string> PinsOf(AccountSettings settings, Brand brand) =>
        settings.Pins.Count > 0
            ? settings.Pins
            : brand.Defaults.Servers.FirstOrDefault(server => server.Domain == settings.Jid.Domain)?.Pins ?? [];

    /// <summary>The refusal of plain text by the brand.</summary>
    public static ChatSecureException NotPlain() =>
        new(ErrorKind.CannotEncrypt, "This app sends encrypted messages only.") { Condition = "policy" };

    /// <summary>The refusal of a decision that is not enough for the brand.</summary>
    public static ChatSecureException NotVerified() =>
        new(ErrorKind.NotSupported, "This app encrypts to verified keys only: compare this one and verify it.") { Condition = "policy" };

    /// <summary>What stands beside encrypted messages for who can't read them. In the brand's own language: the person's would tell everybody which it
    /// is.</summary>
    public static string FallbackOf(Brand brand) => Say(brand, "encryption.fallback");

    /// <summary>What acts say to who does not know them, in the same language and for the same reason.</summary>
    public static OutgoingWords WordsOf(Brand brand) => new(Say(brand, "retraction.fallback"), Say(brand, "reaction.fallback"));

    /// <summary>What is said to who knows no old private conversations, or sent what can't be read.</summary>
    public static OtrOptions OtrOf(Brand brand) =>
        new() { Explanation = Say(brand, "otr.explanation"), Complaint = Say(brand, "otr.complaint") };

    private static string Say(Brand brand, string id) => brand.Text(id, null, brand.OwnCulture);
}
