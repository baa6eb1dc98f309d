// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>What a field of a <see cref="RegistrationForm"/> takes.</summary>
public enum RegistrationFieldKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A line of text that is not to be shown as it is typed.</summary>
    Secret,

    /// <summary>Several lines of text.</summary>
    Lines,

    /// <summary>One of <see cref="RegistrationField.Choices"/>.</summary>
    Choice,

    /// <summary><c>1</c> for yes, <c>0</c> for no.</summary>
    YesNo,

    /// <summary>Nothing: a text to read.</summary>
    Note,
}
