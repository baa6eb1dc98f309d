// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>How a lab server is set up; the switches of build/lab/prosody.sh.</summary>
public sealed record ProsodyOptions
{
    /// <summary>prosody (good), wrongname, expired or selfsigned.</summary>
    public string Certificate { get; init; } = "prosody";

    /// <summary>internal_plain (SCRAM-SHA-1 and -256) or internal_hashed (SCRAM-SHA-256 alone).</summary>
    public string Authentication { get; init; } = "internal_plain";

    /// <summary>TLS 1.2 at most.</summary>
    public bool Tls12 { get; init; }

    /// <summary>Announces tls-server-end-point, and refuses it when it is used.</summary>
    public bool AnnounceEndPointBinding { get; init; }

    /// <summary>How long a lost stream can be resumed, in seconds.</summary>
    public int ResumptionSeconds { get; init; } = 120;

    /// <summary>The longest page of the archive.</summary>
    public int ArchivePage { get; init; } = 50;

    /// <summary>Accounts that exist from the start.</summary>
    public IReadOnlyList<string> Users { get; init; } = ["alice", "bob", "carol"];

    /// <summary>Modules that it does not have, as if it were older, such as bookmarks.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    internal Dictionary<string, string> Environment =>
        new()
        {
            ["LAB_CERT"] = Certificate,
            ["LAB_AUTH"] = Authentication,
            ["LAB_TLS12"] = Tls12 ? "1" : "",
            ["LAB_ENDPOINT"] = AnnounceEndPointBinding ? "1" : "",
            ["LAB_SMACKS"] = $"{ResumptionSeconds}",
            ["LAB_MAM_PAGE"] = $"{ArchivePage}",
            ["LAB_WITHOUT"] = string.Join(' ', Without),
            ["LAB_USERS"] = string.Join(' ', Users),
        };
}
