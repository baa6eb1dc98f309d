// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>Rooms of Prosody 13.</summary>
public sealed class ProsodyRoomTests(ProsodyServer server) : RoomTests(server);
