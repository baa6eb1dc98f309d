// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>The client's side of one SASL exchange, without I/O: the caller carries the bytes, in whichever XML profile. One exchange, one object.
/// Disposing it erases the password. Every method throws <see cref="ChatSecureException"/>: <see cref="ErrorKind.Protocol"/> for what no correct server
/// sends, <see cref="ErrorKind.AuthenticationFailed"/> for a server that refuses us or does not prove that it knows the password.</summary>
internal abstract class SaslMechanism : IDisposable
{
    /// <summary>The name under which it is registered.</summary>
    public abstract string Name { get; }

    /// <summary>The type of channel binding that ties the login to its connection; null for none.</summary>
    public virtual string? BindingType => null;

    /// <summary>Whether the server has proven that its whole offer reached us unchanged (XEP-0474).</summary>
    public virtual bool HasProvenOffer => false;

    /// <summary>What to send with the choice of the mechanism.</summary>
    /// <returns>The bytes; the caller erases them when sent.</returns>
    public abstract byte[] InitialResponse();

    /// <summary>Answers a challenge.</summary>
    /// <param name="challenge">The server's bytes.</param>
    /// <returns>The response, which may be empty.</returns>
    public abstract byte[] Respond(ReadOnlySpan<byte> challenge);

    /// <summary>Ends the exchange when the server has reported success. Only if this returns is the server who it claims to be.</summary>
    /// <param name="additionalData">What came with the success; empty if nothing did.</param>
    public abstract void Complete(ReadOnlySpan<byte> additionalData);

    /// <summary>Erases what is secret.</summary>
    public abstract void Dispose();

    protected static ChatSecureException Broken(string message) => new(ErrorKind.Protocol, message);

    protected static ChatSecureException NotProven(string message) => new(ErrorKind.AuthenticationFailed, message);
}
