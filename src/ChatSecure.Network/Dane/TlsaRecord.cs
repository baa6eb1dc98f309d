// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Dane;

/// <summary>Which certificate a server may have (RFC 6698, section 2.1). Records with numbers that are not known, or data of a wrong length, say nothing.</summary>
/// <param name="Usage">0: an authority above it, which is trusted here too; 1: its own, which is trusted here too; 2: an authority above it; 3: its
/// own.</param>
/// <param name="Selector">0: the whole certificate; 1: its key.</param>
/// <param name="MatchingType">0: as it is; 1: its SHA-256; 2: its SHA-512.</param>
/// <param name="Data">What it must equal.</param>
public sealed record TlsaRecord(byte Usage, byte Selector, byte MatchingType, ReadOnlyMemory<byte> Data);
