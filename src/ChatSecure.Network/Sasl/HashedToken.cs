// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Sasl;

/// <summary>The mechanisms of the Hashed Token family (draft-schmaus-kitten-sasl-ht) that are supported. HT-SHA-256-EXPR is not: SslStream exports no keying
/// material.</summary>
internal static class HashedToken
{
    private const string Prefix = "HT-SHA-256-";

    /// <summary>The best mechanism that the server offers and the connection can bind; one without binding only if none with can be had (XEP-0484,
    /// section 7), and not beside a password that is bound: the token would be the weaker way in.</summary>
    /// <param name="offered">What the server offers for tokens.</param>
    /// <param name="bindings">What the connection has, best first.</param>
    /// <param name="mustBind">Whether a mechanism without channel binding is out of the question.</param>
    /// <returns>Its name; null if there is none.</returns>
    public static string? Best(IReadOnlyCollection<string> offered, IReadOnlyList<ChannelBinding> bindings, bool mustBind) =>
        bindings
            .Select(binding => NameFor(binding.Type))
            .Concat(mustBind ? [] : [Prefix + "NONE"])
            .FirstOrDefault(name => offered.Contains(name));

    /// <summary>The mechanisms for which a token may be used where another one is the best that can be had: all but the one without binding, if binding is
    /// possible.</summary>
    /// <param name="best">The best.</param>
    /// <param name="offered">What the server offers for tokens.</param>
    public static IReadOnlyCollection<string> AtLeast(string best, IReadOnlyCollection<string> offered) =>
        BindingType(best) is null ? offered : [.. offered.Where(name => BindingType(name) is not null)];

    /// <summary>The data that a mechanism binds to.</summary>
    /// <param name="mechanism">Its name.</param>
    /// <param name="bindings">What the connection has.</param>
    /// <returns>The data, empty for a mechanism without binding; null if the connection can't bind it.</returns>
    public static byte[]? BindingData(string mechanism, IReadOnlyList<ChannelBinding> bindings) =>
        mechanism == Prefix + "NONE" ? [] : bindings.FirstOrDefault(binding => NameFor(binding.Type) == mechanism)?.Data;

    /// <summary>The type of channel binding that a mechanism has.</summary>
    /// <param name="mechanism">Its name.</param>
    /// <returns>The type; null for none.</returns>
    public static string? BindingType(string mechanism) =>
        mechanism switch
        {
            Prefix + "ENDP" => ChannelBinding.ServerEndPoint,
            Prefix + "UNIQ" => ChannelBinding.Unique,
            _ => null,
        };

    private static string NameFor(string type) => Prefix + (type == ChannelBinding.Unique ? "UNIQ" : "ENDP");
}
