// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.Uris;

namespace ChatSecure.Fuzz.Network;

/// <summary>Readers of short texts: what they accept, they write so that it is read as the same again.</summary>
internal static class TextTargets
{
    public static void Address(ReadOnlySpan<byte> input)
    {
        if (!Jid.TryParse(Encoding.UTF8.GetString(input), out var jid))
        {
            return;
        }

        Finding.Unless(Jid.TryParse(jid.ToString(), out var again) && again == jid, "An address is not what it is written as.");
        Finding.Unless(jid.Bare.IsBare && jid.Bare.Domain == jid.Domain && jid.Bare.Local == jid.Local, "A bare address is another one.");
        foreach (var part in (string?[])[jid.Local, jid.Domain, jid.Resource])
        {
            Finding.Unless(
                part is null || Encoding.UTF8.GetByteCount(part) is > 0 and <= 1023,
                "A part of an address is empty or too long."
            );
        }

        Finding.Unless(jid.Local?.AsSpan().ContainsAny("\"&'/:<>@ ") != true, "A local part with what separates.");
        Finding.Unless(jid.Domain.AsSpan().IndexOfAny("@/ ") < 0, "A domain with what separates.");
    }

    public static void Uri(ReadOnlySpan<byte> input)
    {
        if (!XmppUri.TryParse(Encoding.UTF8.GetString(input), out var uri))
        {
            return;
        }

        var written = uri.ToString();
        Finding.Unless(Ascii.IsValid(written), "A URI is not ASCII.");
        // What was read may grow past the limit when all of it is escaped.
        if (written.Length <= XmppUri.MaxLength)
        {
            Finding.Unless(
                XmppUri.TryParse(written, out var again)
                    && again.Address == uri.Address
                    && again.Action == uri.Action
                    && again.Parameters.OrderBy(pair => pair.Key).SequenceEqual(uri.Parameters.OrderBy(pair => pair.Key)),
                "A URI is not what it is written as."
            );
        }

        _ = Invitation.Read(uri);
    }

    public static void Date(ReadOnlySpan<byte> input)
    {
        if (XmppDateTime.TryParse(Encoding.UTF8.GetString(input), out var time))
        {
            Finding.Unless(time.Offset == TimeSpan.Zero && time.Year is >= 1970 and <= 9998, "A time outside of its range.");
            Finding.Unless(
                XmppDateTime.TryParse(XmppDateTime.Format(time), out var again) && (again - time).Duration() < TimeSpan.FromMilliseconds(1),
                "A time is not what it is written as."
            );
        }
    }
}
