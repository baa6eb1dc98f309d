// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>Device lists to and from XML.</summary>
internal static class DeviceListPayload
{
    public const int MaxDevices = 1000;

    /// <summary>Reads a list; null if it is none. Ids that no device may have are skipped, duplicates collapse, and the list ends after
    /// <see cref="MaxDevices"/>.</summary>
    public static IReadOnlyList<DeviceId>? Read(XmppElement? list)
    {
        if (list?.Is("list", OmemoNamespace.Legacy) != true)
        {
            return null;
        }

        var devices = new OrderedDictionary<DeviceId, bool>();
        foreach (var element in list.Elements("device", OmemoNamespace.Legacy))
        {
            if (OmemoNamespace.TryReadDevice(element["id"], out var device) && devices.TryAdd(device, true) && devices.Count == MaxDevices)
            {
                break;
            }
        }

        return [.. devices.Keys];
    }

    public static XmppElement Write(IReadOnlyList<DeviceId> devices)
    {
        var distinct = devices.Distinct().ToList();
        if (distinct.Count > MaxDevices || distinct.Exists(device => !device.IsValid))
        {
            throw new ArgumentException("A device list has at most 1000 devices, with valid ids.", nameof(devices));
        }

        var list = new XmppElement("list", OmemoNamespace.Legacy);
        foreach (var device in distinct)
        {
            list.Add(new XmppElement("device", OmemoNamespace.Legacy) { ["id"] = device.ToString() });
        }

        return list;
    }
}
