// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Errors;

/// <summary>What kind of failure a <see cref="ChatSecureException"/> reports. The set is closed within a major version's meaning: callers may map each
/// kind to an exit code, an HTTP status or a sentence from the brand.</summary>
public enum ErrorKind
{
    /// <summary>Something failed that no other kind names.</summary>
    Failed,

    /// <summary>The caller passed something that can never work: a malformed address, an unknown account.</summary>
    InvalidInput,

    /// <summary>The server refused the credentials, or did not prove that it knows them (RFC 5802 server signature).</summary>
    AuthenticationFailed,

    /// <summary>No connection that is secure: STARTTLS not offered, a certificate that does not verify, a pin that does not match.</summary>
    InsecureConnection,

    /// <summary>The host is unknown or does not answer.</summary>
    Unreachable,

    /// <summary>The connection ended while an operation was waiting for it.</summary>
    Disconnected,

    /// <summary>The other side broke the protocol, or answered an operation with an error.</summary>
    Protocol,

    /// <summary>The other side does not offer what was asked for.</summary>
    NotSupported,

    /// <summary>The database key is wrong.</summary>
    StorageKey,

    /// <summary>The database is damaged, or not one of ours, or newer than this version.</summary>
    StorageDamaged,

    /// <summary>The database can't be written: read-only or full disk, missing rights, in use by another process.</summary>
    StorageUnavailable,

    /// <summary>The recipient can't receive encrypted messages and plain text was not asked for.</summary>
    CannotEncrypt,

    /// <summary>An answer did not come in time.</summary>
    TimedOut,
}
