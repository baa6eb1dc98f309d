// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Stanzas;

/// <summary>A request was answered by an error stanza (RFC 6120, section 8.3). <see cref="ChatSecureException.Condition"/> holds the defined condition, such as
/// <c>item-not-found</c>. Thrown by a handler of incoming requests, it becomes the answer.</summary>
public sealed class StanzaErrorException : ChatSecureException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="condition">The defined condition of RFC 6120, section 8.3.3; anything else counts as <c>undefined-condition</c>.</param>
    /// <param name="errorType">The error's type: <c>auth</c>, <c>cancel</c>, <c>continue</c>, <c>modify</c> or <c>wait</c>.</param>
    /// <param name="applicationCondition">The application-specific condition's local name, if there is one, such as <c>precondition-not-met</c>.</param>
    public StanzaErrorException(string condition, string errorType = "cancel", string? applicationCondition = null)
        : base(ErrorKind.Protocol, $"The request was refused: {condition}.")
    {
        Condition = condition;
        ErrorType = errorType;
        ApplicationCondition = applicationCondition;
    }

    /// <summary>The error's type.</summary>
    public string ErrorType { get; }

    /// <summary>The application-specific condition's local name; null if there is none.</summary>
    public string? ApplicationCondition { get; }
}
