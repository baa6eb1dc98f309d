// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Stanzas;

/// <summary>A request was answered by an error stanza (RFC 6120, section 8.3). <see cref="ChatSecureException.Condition"/> holds the defined condition, such as
/// <c>item-not-found</c>. Thrown by a handler of incoming requests, it becomes the answer.</summary>
public sealed class StanzaErrorException : ChatSecureException
{
    private const string ConditionsNamespace = "urn:ietf:params:xml:ns:xmpp-stanzas";

    // RFC 6120, section 8.3.3. A condition from outside this list is somebody's text, and texts don't go into messages of exceptions.
    private static readonly HashSet<string> DefinedConditions =
    [
        "bad-request",
        "conflict",
        "feature-not-implemented",
        "forbidden",
        "gone",
        "internal-server-error",
        "item-not-found",
        "jid-malformed",
        "not-acceptable",
        "not-allowed",
        "not-authorized",
        "policy-violation",
        "recipient-unavailable",
        "redirect",
        "registration-required",
        "remote-server-not-found",
        "remote-server-timeout",
        "resource-constraint",
        "service-unavailable",
        "subscription-required",
        "undefined-condition",
        "unexpected-request",
    ];

    /// <summary>Creates the exception.</summary>
    /// <param name="condition">The defined condition of RFC 6120, section 8.3.3; anything else counts as <c>undefined-condition</c>.</param>
    /// <param name="errorType">The error's type: <c>auth</c>, <c>cancel</c>, <c>continue</c>, <c>modify</c> or <c>wait</c>.</param>
    /// <param name="applicationCondition">The application-specific condition's local name, if there is one, such as <c>precondition-not-met</c>.</param>
    public StanzaErrorException(string condition, string errorType = "cancel", string? applicationCondition = null)
        : base(ErrorKind.Protocol, $"The request was refused: {Defined(condition)}.")
    {
        Condition = Defined(condition);
        ErrorType = errorType is "auth" or "cancel" or "continue" or "modify" or "wait" ? errorType : "cancel";
        ApplicationCondition = applicationCondition;
    }

    /// <summary>The error's type.</summary>
    public string ErrorType { get; }

    /// <summary>The application-specific condition's local name; null if there is none.</summary>
    public string? ApplicationCondition { get; }

    /// <summary>Where the address that was asked has gone (RFC 6120, sections 8.3.3.5 and 8.3.3.16), as the answer says; null if it does not. Somebody's text: to be parsed
    /// and checked, and not to be shown or logged.</summary>
    internal string? NewAddress { get; private init; }

    /// <summary>Reads the error of a stanza of type <c>error</c>.</summary>
    /// <param name="stanza">The stanza.</param>
    /// <returns>What it reports; <c>undefined-condition</c> if it does not say.</returns>
    public static StanzaErrorException FromStanza(Stanza stanza)
    {
        var condition = "undefined-condition";
        string? application = null;
        string? address = null;
        var error = stanza.Element.Child("error", Stanza.ClientNamespace);
        foreach (var child in error?.Children ?? [])
        {
            if (child.Namespace != ConditionsNamespace)
            {
                application ??= child.Name;
            }
            else if (child.Name != "text")
            {
                condition = child.Name;
                address = child.Name is "gone" or "redirect" ? child.Text.Trim() : null;
            }
        }

        return new(condition, error?["type"] ?? "cancel", application) { NewAddress = address };
    }

    /// <summary>The namespace of <see cref="ApplicationCondition"/>, for an answer of ours; null leaves that condition out.</summary>
    internal string? ApplicationNamespace { get; init; }

    /// <summary>Writes the <c>error</c> element.</summary>
    internal XmppElement ToElement()
    {
        var error = new XmppElement("error", Stanza.ClientNamespace) { ["type"] = ErrorType };
        error.Add(new XmppElement(Condition!, ConditionsNamespace));
        return ApplicationNamespace is not null && ApplicationCondition is not null
            ? error.Add(new XmppElement(ApplicationCondition, ApplicationNamespace))
            : error;
    }

    private static string Defined(string condition) => DefinedConditions.Contains(condition) ? condition : "undefined-condition";
}
