// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>The beginning of what lies at an address.</summary>
/// <param name="Address">Where it lies, after all redirects.</param>
/// <param name="MediaType">Its media type as its host says, in lower case, without parameters.</param>
/// <param name="Charset">Its character encoding as its host says.</param>
/// <param name="Content">Its first bytes.</param>
/// <param name="IsWhole">Whether that is all of it.</param>
internal sealed record HttpStart(Uri Address, string? MediaType, string? Charset, ReadOnlyMemory<byte> Content, bool IsWhole);
