// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Primitives;

/// <summary>Where keys and nonces get their randomness. The default is the operating system's generator; tests inject a repeatable one. Whoever
/// implements it for anything but a test takes the security of every key upon themselves. Must be safe for concurrent use.</summary>
public interface IRandomSource
{
    /// <summary>Fills a buffer with unpredictable bytes.</summary>
    /// <param name="buffer">What to fill.</param>
    void Fill(Span<byte> buffer);
}
