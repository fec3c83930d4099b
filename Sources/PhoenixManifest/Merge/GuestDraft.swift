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
