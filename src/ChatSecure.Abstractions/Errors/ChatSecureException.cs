// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Errors;

/// <summary>The base of every failure that this SDK reports. Its message says what happened and what to do, is meant for developers and logs, and never
/// holds addresses, message text, keys, tokens or XML.</summary>
public class ChatSecureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">What kind of failure this is.</param>
    /// <param name="message">One sentence on what happened and what to do, without personal data.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public ChatSecureException(ErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of failure this is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>A short machine-readable detail, such as an RFC 6120 condition (<c>item-not-found</c>); null if there is none.</summary>
    public string? Condition { get; init; }
}
