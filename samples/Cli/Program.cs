// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli;
using ChatSecure.Cli.Hosting;

return await new App(ProcessIo.OfThisProcess(), Composition.CreateClient, TimeProvider.System).RunAsync(args);
