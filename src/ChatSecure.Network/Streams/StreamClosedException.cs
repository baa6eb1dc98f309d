// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Streams;

/// <summary>The server closed the stream in good order: it can't be resumed.</summary>
internal sealed class StreamClosedException() : ChatSecureException(ErrorKind.Disconnected, "The server closed the stream.");
