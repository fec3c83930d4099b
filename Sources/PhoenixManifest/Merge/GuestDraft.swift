import JSONSchema
import PhoenixModel

/// One guest as a file declares it, before defaults and profiles are merged in.
struct GuestDraft: Sendable {
    /// Which of the formats declares it.
    enum Format: Sendable {
        case containerFile, machineFile, ownFile
    }

    let format: Format
    /// The whole entry.
    let source: Sourced
    /// Where its number stands: a value, or the key of the central container file's map.
    let numberPlace: Diagnostic.Place
    /// Nil if the number cannot be a guest's.
    let id: GuestID?
    let kind: GuestKind
    /// What the file says for all of its guests.
    let fileDefaults: GuestLayer?
    let own: GuestLayer
}

/// A guest with everything that was said for it.
struct MergedGuest: Sendable {
    let draft: GuestDraft
    let id: GuestID
    let name: String
    var values: [GuestKey: MergedValue]
    let engineArguments: [String: MergedValue]

    var kind: GuestKind { draft.kind }

    subscript(key: GuestKey) -> MergedValue? { values[key] }

    /// For messages: `container 101 'gateway'`.
    var title: String { "\(kind.noun) \(id) '\(name)'" }

    /// Where the guest as a whole is declared.
    var place: Diagnostic.Place { draft.numberPlace }

    /// The place of a value, or the guest's own where nothing is said.
    func place(of key: GuestKey) -> Diagnostic.Place { values[key]?.place ?? place }
}

extension GuestKind {
    /// For messages.
    var noun: String { self == .container ? "container" : "machine" }
}
