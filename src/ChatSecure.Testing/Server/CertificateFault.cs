// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Testing.Server;

/// <summary>What is wrong with the certificate that a <see cref="ScriptedXmppServer"/> shows.</summary>
public enum CertificateFault
{
    /// <summary>Nothing: it is for the server's domain, valid now, and signed by the test authority.</summary>
    None,

    /// <summary>It is for another domain.</summary>
    WrongName,

    /// <summary>It ended yesterday.</summary>
    Expired,

    /// <summary>It begins tomorrow.</summary>
    NotYetValid,

    /// <summary>It is signed by nobody but itself.</summary>
    SelfSigned,

    /// <summary>It is for clients only (extended key usage).</summary>
    WrongUsage,

    /// <summary>The domain stands in the subject's common name only, which RFC 9525 does not accept.</summary>
    CommonNameOnly,

    /// <summary>It is for <c>*.</c> and the server's domain, which does not cover the domain itself.</summary>
    WildcardBelow,
}
