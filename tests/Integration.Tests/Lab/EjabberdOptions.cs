// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>How a lab server is set up; the switches of build/lab/ejabberd.sh.</summary>
public sealed record EjabberdOptions
{
    /// <summary>TLS 1.2 at most.</summary>
    public bool Tls12 { get; init; }

    /// <summary>Whether passwords are stored as they are, which offers every SCRAM, or hashed, which offers the one of <see cref="Hash"/>.</summary>
    public bool StoresPlain { get; init; } = true;

    /// <summary>sha, sha256 or sha512.</summary>
    public string Hash { get; init; } = "sha256";

    /// <summary>Whether who registers has to say what a picture shows.</summary>
    public bool Captcha { get; init; }

    internal Dictionary<string, string> Environment =>
        new()
        {
            ["LAB_TLS12"] = Tls12 ? "1" : "",
            ["LAB_FORMAT"] = StoresPlain ? "plain" : "scram",
            ["LAB_HASH"] = Hash,
            ["LAB_CAPTCHA"] = Captcha ? "1" : "",
        };
}
