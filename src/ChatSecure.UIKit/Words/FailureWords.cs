// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Words;

/// <summary>Why something was not sent, in words: the stable words of the engine and the conditions of servers (RFC 6120, section 8.3.3).</summary>
internal static class FailureWords
{
    public static string Of(string? reason, Brand brand) =>
        reason switch
        {
            MessageAct.GivenUp => brand.Text("message.failure.cancelled"),
            "cannot-encrypt" or "no-devices" or "distrusted" or "undecided" or "keys-unavailable" => brand.Text(
                "message.failure.cannotEncrypt"
            ),
            "members-without-keys" or "members-unknown" => brand.Text("message.failure.membersWithoutKeys"),
            "insecure-connection" => brand.Text("message.failure.insecure"),
            "file-too-large" => brand.Text("message.failure.fileTooLarge"),
            "upload-failed" or "no-upload-service" or "file-gone" or "file-changed" or "file-unreadable" => brand.Text(
                "message.failure.upload"
            ),
            "forbidden" or "not-allowed" or "not-authorized" or "registration-required" or "not-joined" => brand.Text(
                "message.failure.forbidden"
            ),
            "service-unavailable" or "recipient-unavailable" or "item-not-found" or "gone" or "jid-malformed" => brand.Text(
                "message.failure.notThere"
            ),
            "remote-server-not-found" or "remote-server-timeout" => brand.Text("message.failure.unreachable"),
            _ => brand.Text("message.failure.other", ("reason", DisplayText.Line(reason ?? "unknown", 60))),
        };
}
