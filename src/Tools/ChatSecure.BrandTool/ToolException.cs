// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool;

/// <summary>Something that the person at the desk has to mend; its message says what.</summary>
/// <param name="message">The message.</param>
internal sealed class ToolException(string message) : Exception(message);
