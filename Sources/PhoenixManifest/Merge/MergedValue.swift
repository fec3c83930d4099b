import JSONSchema
import PhoenixModel

/// A value after defaults, profiles and guest were merged; every part knows where it was said.
enum MergedValue: Sendable {
    /// Said as a whole in one place.
    case written(Sourced)
    /// An object whose members come from several places, or were said under other names.
    case combined(CombinedObject)
}

/// An object put together of members from several places.
final class CombinedObject: Sendable {
    let members: [MergedMember]
    /// The strongest of the places.
    let source: Sourced

    init(_ members: [MergedMember], at source: Sourced) {
        self.members = members
        self.source = source
    }
}

/// One member of a combined object.
struct MergedMember: Sendable {
    let key: String
    let value: MergedValue
}

extension MergedValue {
    /// Where it was said; of a combined object, its strongest part.
    var source: Sourced {
        switch self {
        case .written(let source): source
        case .combined(let object): object.source
        }
    }

    var place: Diagnostic.Place { source.place }

    /// The value as text; nil for every other kind of value, which the shape's check finds.
    var string: String? { if case .written(let source) = self { source.string } else { nil } }

    var integer: Int? { if case .written(let source) = self { source.integer } else { nil } }

    var boolean: Bool? { if case .written(let source) = self { source.boolean } else { nil } }

    /// Text, or a whole number written without quotes.
    var textOrNumber: String? { string ?? integer.map(String.init) }

    /// The items of an array; arrays replace one another, so they always come from one place.
    var items: [MergedValue]? {
        guard case .written(let source) = self, source.kind == .array else { return nil }
        var items: [MergedValue] = []
        items.reserveCapacity(source.count)
        source.forEachItem { items.append(.written($0)) }
        return items
    }

    /// The members of an object in the order of their places; nil for other values.
    var members: [MergedMember]? {
        switch self {
        case .combined(let object): return object.members
        case .written(let source):
            guard source.kind == .object else { return nil }
            var members: [MergedMember] = []
            members.reserveCapacity(source.count)
            source.forEachMember { members.append(MergedMember(key: $0.text, value: .written($1))) }
            return members
        }
    }

    /// Whether it has members.
    var isObject: Bool {
        switch self {
        case .combined: true
        case .written(let source): source.kind == .object
        }
    }

    subscript(key: String) -> MergedValue? {
        switch self {
        case .combined(let object): object.members.first { $0.key == key }?.value
        case .written(let source): source[key].map(MergedValue.written)
        }
    }

    /// This value with a stronger one laid over it: objects merge by key, everything else is replaced.
    func overlaid(by stronger: MergedValue) -> MergedValue {
        guard var members, let strongerMembers = stronger.members else { return stronger }
        for member in strongerMembers {
            if let place = members.firstIndex(where: { $0.key == member.key }) {
                let merged = members[place].value.overlaid(by: member.value)
                members[place] = MergedMember(key: member.key, value: merged)
            } else {
                members.append(member)
            }
        }
        return .combined(CombinedObject(members, at: stronger.source))
    }

    /// The value as it is written out, members in ascending order of key, so that equal values give equal text.
    var canonicalText: JSONText {
        if let members {
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return .object(sorted.map { .init($0.key, $0.value.canonicalText) })
        }
        if let items { return .array(items.map(\.canonicalText)) }
        return JSONText(source.value)
    }
}
