/// Why a text is no property string of its format.
package enum PropertyStringError: Error, Sendable, Hashable {
    /// It cannot be taken apart, or its parts do not go together; the text ends with a line break.
    case malformed(String)
    /// Some of its values are wrong, or keys are missing or unknown.
    case invalid(ParameterErrors)

    /// As Proxmox puts it behind `invalid format - `; errors by key come in ascending order.
    package var text: String {
        switch self {
        case .malformed(let text): text
        case .invalid(let errors):
            errors.texts.sorted { $0.key < $1.key }.reduce("format error\n") { $0 + "\($1.key): \($1.value)\n" }
        }
    }

    static func duplicate(_ key: String) -> PropertyStringError {
        .malformed("duplicate key in comma-separated list property: \(key)\n")
    }
}
