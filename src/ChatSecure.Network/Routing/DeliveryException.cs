// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Routing;

/// <summary>The app's handler did not take a message: the connection must end before the message is acknowledged.</summary>
internal sealed class DeliveryException(Exception cause)
    : ChatSecureException(
        ErrorKind.Failed,
        "A message could not be handed over; the connection is made anew so that the server sends it again.",
        cause
    );
