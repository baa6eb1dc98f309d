// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>Device lists to and from XML. Labels are part of <c>urn:xmpp:omemo:2</c> only.</summary>
internal static class DeviceListPayload
{
    public const int MaxDevices = 1000;

    // 53 code points are recommended; what is far longer is no name for people.
    private const int MaxLabel = 256;
    private const int SignatureLength = 64;

    /// <summary>Reads a list; null if it is none. Ids that no device may have are skipped, duplicates collapse, and the list ends after
    /// <see cref="MaxDevices"/>. A label without a signature is dropped.</summary>
    public static IReadOnlyList<OmemoListedDevice>? Read(XmppElement? list, OmemoDialect dialect)
    {
        if (list?.Is(dialect.DeviceList, dialect.Namespace) != true)
        {
            return null;
        }

        var devices = new OrderedDictionary<DeviceId, OmemoListedDevice>();
        foreach (var element in list.Elements("device", dialect.Namespace))
        {
            if (
                OmemoDialect.TryReadDevice(element["id"], out var device)
                && devices.TryAdd(device, ReadDevice(device, element, dialect))
                && devices.Count == MaxDevices
            )
            {
                break;
            }
        }

        return [.. devices.Values];
    }

    public static XmppElement Write(IReadOnlyList<OmemoListedDevice> devices, OmemoDialect dialect)
    {
        var distinct = devices.DistinctBy(device => device.Device).ToList();
        if (distinct.Count > MaxDevices || distinct.Exists(device => !device.Device.IsValid))
        {
            throw new ArgumentException("A device list has at most 1000 devices, with valid ids.", nameof(devices));
        }

        var list = new XmppElement(dialect.DeviceList, dialect.Namespace);
        foreach (var device in distinct)
        {
            var element = new XmppElement("device", dialect.Namespace) { ["id"] = device.Device.ToString() };
            if (dialect.Kind == EncryptionKind.Omemo2 && device.Label is not null && !device.LabelSignature.IsEmpty)
            {
                element["label"] = device.Label;
                element["labelsig"] = Base64Text.Encode(device.LabelSignature);
            }

            list.Add(element);
        }

        return list;
    }

    private static OmemoListedDevice ReadDevice(DeviceId device, XmppElement element, OmemoDialect dialect) =>
        dialect.Kind == EncryptionKind.Omemo2
        && element["label"] is { Length: > 0 and <= MaxLabel } label
        && Base64Text.TryDecode(element["labelsig"], SignatureLength, SignatureLength, out var signature)
            ? new(device, label, signature)
            : new(device);
}
