/// The places of Proxmox on which a role may be given.
enum KnownPath {
    /// Which texts may stand in one place of a path.
    private enum Component {
        case literal(Substring)
        case word, dashedWord, alphanumeric, guest, networkTag

        func matches(_ text: Substring) -> Bool {
            switch self {
            case .literal(let literal): text == literal
            case .word: NameRule.isWord(text)
            case .dashedWord:
                text.utf8.allSatisfy {
                    NameRule.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
            case .alphanumeric: text.utf8.allSatisfy(NameRule.isLetterOrDigit)
            case .guest: NameRule.isDecimal(text) && text.first != "0" && text.utf8.count >= 3
            case .networkTag: NameRule.isDecimal(text) && text.first != "0" && text.utf8.count <= 4
            }
        }
    }

    /// Whether a normalised path names a place; the thing itself need not exist.
    static func exists(_ path: String, in profile: AccessProfile) -> Bool {
        let components = AccessPath.components(path)
        return templates(profile).contains { template in
            template.count == components.count && zip(template, components).allSatisfy { $0.matches($1) }
        }
    }

    private static func templates(_ profile: AccessProfile) -> [[Component]] {
        switch profile {
        case .version9_2: common + added9_2
        case .version8_4: common
        }
    }

    private static let common: [[Component]] =
        [
            [], place("access"), place("access", "groups"), place("access", "groups") + [.word],
            place("access", "realm"), place("access", "realm") + [.word],
            place("pool"), place("pool") + [.word], place("pool") + [.word, .word],
            place("pool") + [.word, .word, .word],
            place("sdn"), place("sdn", "controllers"), place("sdn", "controllers") + [.dashedWord],
            place("vms"), place("vms") + [.guest],
            place("mapping"), place("mapping") + [.word], place("mapping") + [.word, .word],
        ]
        + listed("nodes", .word) + listed("storage", .word)
        + listed("sdn", "dns", .alphanumeric) + listed("sdn", "ipams", .alphanumeric)
        + listed("sdn", "zones", .word)
        + [place("sdn", "zones") + [.word, .word], place("sdn", "zones") + [.word, .word, .networkTag]]

    private static let added9_2: [[Component]] =
        listed("sdn", "fabrics", .alphanumeric) + listed("sdn", "prefix-lists", .alphanumeric)
        + listed("sdn", "route-maps", .alphanumeric)

    private static func place(_ names: Substring...) -> [Component] {
        names.map(Component.literal)
    }

    private static func listed(_ name: Substring, _ item: Component) -> [[Component]] {
        [[.literal(name)], [.literal(name), item]]
    }

    private static func listed(_ area: Substring, _ name: Substring, _ item: Component) -> [[Component]] {
        [[.literal(area), .literal(name)], [.literal(area), .literal(name), item]]
    }
}
