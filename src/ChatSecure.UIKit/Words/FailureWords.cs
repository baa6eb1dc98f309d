// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Words;

/// <summary>Why something was not sent, in words: the stable words of the engine and the conditions of servers (RFC 6120, section 8.3.3).</summary>
internal static class FailureWords
{
    public static string Of(string? reason, Brand brand) => brand.Text(Id(reason));

    // A word that is not known here, such as one of a server's own, is nothing for people.
    private static string Id(string? reason) =>
        reason switch
        {
            MessageAct.GivenUp => "message.failure.cancelled",
            "cannot-encrypt" or "no-devices" or "distrusted" or "undecided" or "keys-unavailable" => "message.failure.cannotEncrypt",
            "members-without-keys" or "members-unknown" => "message.failure.membersWithoutKeys",
            "insecure-connection" => "message.failure.insecure",
            "otr-unanswered" => "message.failure.otrUnanswered",
            "otr-finished" => "message.failure.otrFinished",
            "otr-open" => "message.failure.otrOpen",
            "opted-out" => "message.failure.optedOut",
            "not-a-text" => "message.failure.notText",
            "no-room-id" => "message.failure.noRoomId",
            "not-private" => "message.failure.notPrivate",
            "policy" or "weaker-protection" => "message.failure.policy",
            "hook-failed" or "hook-refused" or "hook-weakens" => "message.failure.hook",
            "file-too-large" => "message.failure.fileTooLarge",
            "too-large" => "message.failure.tooLarge",
            "upload-failed" or "no-upload-service" or "file-gone" or "file-changed" or "file-unreadable" => "message.failure.upload",
            "forbidden" or "not-allowed" or "not-authorized" or "registration-required" or "subscription-required" or "not-joined" =>
                "message.failure.forbidden",
            "service-unavailable" or "recipient-unavailable" or "item-not-found" or "gone" or "jid-malformed" => "message.failure.notThere",
            "remote-server-not-found" or "remote-server-timeout" => "message.failure.unreachable",
            "not-acceptable" => "message.failure.notAcceptable",
            "policy-violation" => "message.failure.serverRules",
            "resource-constraint" => "message.failure.serverBusy",
            "bad-request" or "feature-not-implemented" or "internal-server-error" or "undefined-condition" or "unexpected-request" =>
                "message.failure.serverError",
            _ => "message.failure.other",
        };
}
