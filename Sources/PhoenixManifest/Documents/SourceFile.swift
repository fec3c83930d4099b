import JSONSchema
import PhoenixModel

/// One JSON file of the repository that could be read.
struct SourceFile: Sendable {
    /// The root's value, as belonging to this file.
    let root: Sourced

    init(path: String, document: JSONDocument) {
        root = Sourced(path: path, layer: .guest, value: document.root)
    }

    var path: String { root.path }
    var document: JSONDocument { root.document }
}

/// Where a guest's value was said.
enum Layer: Hashable, Sendable {
    /// The defaults of the guest's kind in `phoenix.json`.
    case defaults(GuestKind)
    /// `vm_defaults`, or the root of the central container file.
    case fileDefaults
    case profile(String)
    /// The guest itself.
    case guest
}

/// One JSON value with the file and layer it stands in.
struct Sourced: Sendable {
    /// Shared by all values of a layer, so that copying a value costs next to nothing.
    private let origin: Origin
    private let index: JSONEntryIndex

    init(path: String, layer: Layer, value: JSONValue) {
        self.init(origin: Origin(path: path, layer: layer, document: value.document), index: value.place)
    }

    private init(origin: Origin, index: JSONEntryIndex) {
        self.origin = origin
        self.index = index
    }

    var path: String { origin.path }
    var layer: Layer { origin.layer }
    var document: JSONDocument { origin.document }
    var value: JSONValue { origin.document[index] }

    /// A value inside this one.
    func inner(_ value: JSONValue) -> Sourced { Sourced(origin: origin, index: value.place) }

    subscript(_ key: String) -> Sourced? {
        origin.document.member(key, at: index).map { Sourced(origin: origin, index: $0) }
    }

    /// Number of members or items; 0 for other values.
    var count: Int { origin.document.count(at: index) }

    /// Tells of each member of an object in their order; of none for other values.
    func forEachMember(_ visit: (JSONKey, Sourced) -> Void) {
        origin.document.forEachMember(at: index) { visit($0, Sourced(origin: origin, index: $1)) }
    }

    /// Tells of each item of an array in their order; of none for other values.
    func forEachItem(_ visit: (Sourced) -> Void) {
        origin.document.forEachItem(at: index) { visit(Sourced(origin: origin, index: $0)) }
    }

    var kind: JSONKind { origin.document.kind(at: index) }
    /// Nil for every other kind of value, and so on.
    var string: String? { origin.document.string(at: index) }
    var integer: Int? { origin.document.integer(at: index) }
    var boolean: Bool? { origin.document.boolean(at: index) }

    var place: Diagnostic.Place { .init(path: path, value: value) }

    /// Whether both are the same value of the same document.
    func isSame(as other: Sourced) -> Bool { value == other.value }
}

/// The file, layer and document of values.
private final class Origin: Sendable {
    let path: String
    let layer: Layer
    let document: JSONDocument

    init(path: String, layer: Layer, document: JSONDocument) {
        self.path = path
        self.layer = layer
        self.document = document
    }
}

extension Diagnostic.Place {
    /// Without its line, unless what is secret in it is masked.
    var keepingSecret: Diagnostic.Place {
        var place = self
        if lineText?.contains(SecretWords.mask) != true { place.lineText = nil }
        return place
    }

    /// The place of a value, with its line for the caret.
    init(path: String, value: JSONValue) {
        self.init(path: path, position: value.position, pointer: value.pointer, document: value.document)
    }

    /// The place of a key, where the mistake is in the key itself.
    init(path: String, key: JSONKey) {
        self.init(path: path, position: key.position, pointer: key.pointer, document: key.document)
    }

    init(path: String, position: JSONPosition, pointer: String?, document: JSONDocument) {
        self.init(
            path: path, line: position.line, column: position.column, pointer: pointer,
            lineText: document.line(position.line, bytesMaximum: Findings.longestLineBytes).map(SecretWords.masked))
    }
}
