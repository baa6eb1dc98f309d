// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Encryption;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>The names of one of OMEMO's two wire formats, which say the same in different words: the legacy one (XEP-0384, version 0.3) and
/// <c>urn:xmpp:omemo:2</c> (version 0.9).</summary>
internal sealed record OmemoDialect
{
    private OmemoDialect() { }

    public static OmemoDialect Legacy { get; } =
        new()
        {
            Kind = EncryptionKind.Omemo,
            Namespace = "eu.siacs.conversations.axolotl",
            DeviceListNode = "eu.siacs.conversations.axolotl.devicelist",
            DeviceList = "list",
            IdentityKey = "identityKey",
            SignedPreKey = "signedPreKeyPublic",
            SignedPreKeyId = "signedPreKeyId",
            Signature = "signedPreKeySignature",
            PreKey = "preKeyPublic",
            PreKeyId = "preKeyId",
            KeyExchangeFlag = "prekey",
            KeyLength = 33,
        };

    public static OmemoDialect Current { get; } =
        new()
        {
            Kind = EncryptionKind.Omemo2,
            Namespace = "urn:xmpp:omemo:2",
            DeviceListNode = "urn:xmpp:omemo:2:devices",
            DeviceList = "devices",
            IdentityKey = "ik",
            SignedPreKey = "spk",
            SignedPreKeyId = "id",
            Signature = "spks",
            PreKey = "pk",
            PreKeyId = "id",
            KeyExchangeFlag = "kex",
            KeyLength = 32,
        };

    /// <summary>Both, the better one first.</summary>
    public static IReadOnlyList<OmemoDialect> All { get; } = [Current, Legacy];

    public required EncryptionKind Kind { get; init; }

    public required string Namespace { get; init; }

    public required string DeviceListNode { get; init; }

    public required string DeviceList { get; init; }

    public required string IdentityKey { get; init; }

    public required string SignedPreKey { get; init; }

    public required string SignedPreKeyId { get; init; }

    public required string Signature { get; init; }

    public required string PreKey { get; init; }

    public required string PreKeyId { get; init; }

    public required string KeyExchangeFlag { get; init; }

    /// <summary>How long public keys are on the wire.</summary>
    public required int KeyLength { get; init; }

    public static OmemoDialect For(EncryptionKind kind) =>
        All.FirstOrDefault(dialect => dialect.Kind == kind) ?? throw new ArgumentException("Not a wire format of OMEMO.", nameof(kind));

    /// <summary>Where a device's bundle is: a node of its own, or an item of one node for all.</summary>
    public (string Node, string Item) BundlePlace(DeviceId device) =>
        Kind == EncryptionKind.Omemo2 ? ($"{Namespace}:bundles", device.ToString()) : ($"{Namespace}.bundles:{device}", "current");

    /// <summary>Reads a device id: decimal digits only, within the valid range.</summary>
    public static bool TryReadDevice(string? text, out DeviceId device)
    {
        device = TryReadNumber(text, out var value) ? new(value) : default;
        return device.IsValid;
    }

    /// <summary>Reads the number of a key: decimal digits only. Zero occurs in the wild.</summary>
    public static bool TryReadNumber(string? text, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
