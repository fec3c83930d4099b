import JSONSchema
import PhoenixModel

/// A guest with everything that was said for it.
final class MergedGuest: Sendable {
    let draft: GuestDraft
    let id: GuestID
    let name: String
    private let layer: LaidOver

    init(draft: GuestDraft, id: GuestID, name: String, layer: LaidOver) {
        self.draft = draft
        self.id = id
        self.name = name
        self.layer = layer
    }

    var kind: GuestKind { draft.kind }

    subscript(key: GuestKey) -> MergedValue? { layer[key] }

    /// `vllm_…` keys that are one argument for vLLM each, by the rest of their name.
    var engineArguments: [String: MergedValue] { layer.engineArguments }

    /// For messages: `container 101 'gateway'`.
    var title: String { "\(kind.noun) \(id) '\(name)'" }

    /// The same at the beginning of a sentence.
    var subject: String { title.prefix(1).uppercased() + title.dropFirst() }

    /// Where the guest as a whole is declared.
    var place: Diagnostic.Place { draft.numberPlace }

    /// The place of a value, or the guest's own where nothing is said.
    func place(of key: GuestKey) -> Diagnostic.Place { self[key]?.place ?? place }
}

extension GuestKind {
    /// For messages.
    var noun: String { self == .container ? "container" : "machine" }
}
