// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool;

/// <summary>How the tool ends; part of its promise.</summary>
internal enum ExitCode
{
    /// <summary>All is well.</summary>
    Good = 0,

    /// <summary>The brand has mistakes, or an upgrade needs something done.</summary>
    Bad = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>A file can't be read or written, or is not what it must be.</summary>
    Failed = 3,
}
