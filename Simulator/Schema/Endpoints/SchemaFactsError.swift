package import JSONSchema
package import ProxmoxAccess

/// Why the facts of Proxmox's schema in the program cannot be read; mend the file and build again.
package struct SchemaFactsError: Error, Sendable, Equatable {
    /// Below Simulator/Schema/Facts.
    package let file: String
    /// From 1 on; 0 when the file itself is missing.
    package let line: Int
    /// What is wrong with the line.
    package let reason: Reason

    /// The mistakes that are told apart.
    package enum Reason: Sendable, Equatable {
        case missing
        case notFourColumns
        case unknownKind(String)
        case unreadable(JSONSyntaxError)
        case permissions(PermissionCheckFormatError)
    }
}
