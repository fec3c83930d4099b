import JSONSchema

/// A `permissions` object of a schema that states a check this program does not know.
package struct PermissionCheckFormatError: Error, Sendable, Hashable {
    /// What is wrong with it.
    package let reason: Reason
    /// JSON pointer of the part that was not understood.
    package let pointer: String

    /// What can be wrong with a stated check.
    package enum Reason: Sendable, Hashable {
        /// `permissions` is something other than an object.
        case notAnObject
        /// A test is not an array of a name and its arguments.
        case notATest
        /// The member `user` is neither `all` nor `world`.
        case unknownUser(String)
        /// The name of a test is new.
        case unknownTest(String)
        /// The name or the value of an option is new.
        case unknownOption(String)
    }

    init(_ value: JSONValue, _ reason: Reason) {
        self.reason = reason
        pointer = value.pointer
    }
}

extension PermissionCheckFormatError: CustomStringConvertible {
    /// One sentence, with what to do about it.
    package var description: String {
        let problem =
            switch reason {
            case .notAnObject: "the permissions are not an object"
            case .notATest: "a test is not an array of a name and its arguments"
            case .unknownUser(let user): "the user '\(user)' is neither 'all' nor 'world'"
            case .unknownTest(let test): "the test '\(test)' is not known"
            case .unknownOption(let option): "the option '\(option)' or its value is not known"
            }
        return "\(pointer): \(problem); teach PermissionCheck this form or correct the schema"
    }
}
