import JSONSchema
package import PhoenixModel

extension Reading {
    /// How a guest came to be what it is; nil for a number that no guest has. Works for invalid repositories too.
    package func explain(_ id: GuestID) -> GuestExplanation? {
        guard let guest = roster[id] else { return nil }
        var values: [GuestExplanation.Value] = []
        for key in GuestKey.allCases {
            guard let value = guest[key] else { continue }
            append(value, "/" + key.spelling, key: key.spelling, to: &values)
        }
        for (name, value) in guest.engineArguments.sorted(by: { $0.key < $1.key }) {
            let spelling = GuestKey.engineArgumentPrefix + name
            append(value, "/" + spelling, key: spelling, to: &values)
        }
        return GuestExplanation(id: guest.id, kind: guest.kind, name: guest.name, values: values)
    }

    /// Every guest that can be explained, ascending by number.
    package var explainableGuests: [(id: GuestID, name: String)] {
        roster.guests.map { ($0.id, $0.name) }
    }
}

/// Objects are taken apart, as their members may come from several places; arrays stay whole.
private func append(
    _ value: MergedValue, _ pointer: String, key: String, to values: inout [GuestExplanation.Value]
) {
    if let members = value.members, !members.isEmpty, value.canonicalText.secretName == nil {
        for member in members {
            append(member.value, pointer + "/" + escaped(member.key), key: member.key, to: &values)
        }
        return
    }
    let isSecret = SecretWords.areIn(key) && value.string != nil
    values.append(
        GuestExplanation.Value(
            pointer: pointer, text: isSecret ? SecretWords.mask : value.canonicalText.masked.compactText,
            layer: value.source.layer.title, origin: value.place))
}

/// A key as a part of a JSON pointer (RFC 6901).
private func escaped(_ key: String) -> String {
    key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
}

extension JSONText {
    /// With values of keys that name secrets masked, also deep inside.
    fileprivate var masked: JSONText {
        switch self {
        case .array(let items): .array(items.map(\.masked))
        case .object(let members):
            secretName != nil ? self : .object(members.map { Member($0.key, $0.value.masked(under: $0.key)) })
        default: self
        }
    }

    private func masked(under key: String) -> JSONText {
        if case .string = self, SecretWords.areIn(key) { return .string(SecretWords.mask) }
        return masked
    }
}

extension Layer {
    /// For people.
    fileprivate var title: String {
        switch self {
        case .defaults: "defaults"
        case .fileDefaults: "file defaults"
        case .profile(let name): "profile \(name)"
        case .guest: "guest"
        }
    }
}
