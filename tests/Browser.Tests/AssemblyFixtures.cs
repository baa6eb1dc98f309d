// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

[assembly: AssemblyFixture(typeof(ChatSecure.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(ChatSecure.Integration.Tests.Lab.ProsodyServer))]
