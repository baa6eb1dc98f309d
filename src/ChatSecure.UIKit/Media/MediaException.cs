// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media;

/// <summary>A picture or film is not made as its format says, so that nobody knows what else it tells.</summary>
/// <param name="message">What is wrong, for developers.</param>
internal sealed class MediaException(string message) : IOException(message);
