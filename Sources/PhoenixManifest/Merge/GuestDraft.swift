import JSONSchema
import PhoenixModel

/// One guest as a file declares it, before defaults and profiles are merged in.
///
/// A class, like the guest in each later stage: it is passed on and looked up often, and never changes.
final class GuestDraft: Sendable {
    /// Which of the formats declares it.
    enum Format: Sendable {
        case containerFile, machineFile, ownFile
    }

    let format: Format
    /// The whole entry.
    let source: Sourced

    /// What carries the number: a value, or the key of the central container file's map.
    enum NumberSource: Sendable {
        case value(Sourced)
        case key(path: String, JSONKey)
    }

    /// Where its number stands.
    let number: NumberSource
    /// Nil if the number cannot be a guest's.
    let id: GuestID?
    let kind: GuestKind
    /// What the file says for all of its guests.
    let fileDefaults: GuestLayer?
    let own: GuestLayer

    init(
        format: Format, source: Sourced, number: NumberSource, id: GuestID?, kind: GuestKind,
        fileDefaults: GuestLayer?, own: GuestLayer
    ) {
        self.format = format
        self.source = source
        self.number = number
        self.id = id
        self.kind = kind
        self.fileDefaults = fileDefaults
        self.own = own
    }

    /// Computed when it is asked for: most guests are never pointed at.
    var numberPlace: Diagnostic.Place {
        switch number {
        case .value(let source): source.place
        case .key(let path, let key): Diagnostic.Place(path: path, key: key)
        }
    }
}

/// A guest with everything that was said for it.
final class MergedGuest: Sendable {
    let draft: GuestDraft
    let id: GuestID
    let name: String
    private let values: [GuestKey: MergedValue]
    let engineArguments: [String: MergedValue]

    init(draft: GuestDraft, id: GuestID, name: String, layer: GuestLayer) {
        self.draft = draft
        self.id = id
        self.name = name
        values = layer.values
        engineArguments = layer.engineArguments
    }

    var kind: GuestKind { draft.kind }

    subscript(key: GuestKey) -> MergedValue? { values[key] }

    /// For messages: `container 101 'gateway'`.
    var title: String { "\(kind.noun) \(id) '\(name)'" }

    /// The same at the beginning of a sentence.
    var subject: String { title.prefix(1).uppercased() + title.dropFirst() }

    /// Where the guest as a whole is declared.
    var place: Diagnostic.Place { draft.numberPlace }

    /// The place of a value, or the guest's own where nothing is said.
    func place(of key: GuestKey) -> Diagnostic.Place { values[key]?.place ?? place }
}

extension GuestKind {
    /// For messages.
    var noun: String { self == .container ? "container" : "machine" }
}
