/// Who may put which tags on guests: the cluster's options, and the tags that are in use.
package struct TagPolicy: Sendable, Hashable {
    /// What users without `Sys.Modify` on the root may use.
    package var userAllow: UserAllow
    /// Tags that everybody may use except where nothing is allowed.
    package var allowedTags: Set<String>
    /// Tags that need `Sys.Modify` on the root.
    package var registeredTags: Set<String>
    /// The tags of every guest.
    package var tagsByGuest: [Int: [String]]

    /// The option `user-allow`.
    package enum UserAllow: String, Sendable, Hashable {
        /// No tag at all.
        case none
        /// The allowed tags.
        case list
        /// The allowed tags and those on guests that the user may see.
        case existing
        /// Any tag.
        case free
    }

    /// The defaults are those of a new cluster: any tag, none registered.
    package init(
        userAllow: UserAllow = .free, allowedTags: Set<String> = [], registeredTags: Set<String> = [],
        tagsByGuest: [Int: [String]] = [:]
    ) {
        self.userAllow = userAllow
        self.allowedTags = allowedTags
        self.registeredTags = registeredTags
        self.tagsByGuest = tagsByGuest
    }

    /// Demands the right to every tag that comes or goes.
    func require(changing old: String?, to new: String?, by rights: Rights) throws(AccessFailure) {
        if rights.holds(.sysModify, on: "/") { return }
        let (before, after) = (Self.counts(old), Self.counts(new))
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        for tag in changed.sorted() where registeredTags.contains(tag) || !allows(tag, for: rights) {
            throw .forbidden(what: "/, Sys.Modify for modifying tag '\(tag)'")
        }
    }

    private func allows(_ tag: String, for rights: Rights) -> Bool {
        switch userAllow {
        case .free: true
        case .none: false
        case .list: allowedTags.contains(tag)
        case .existing:
            allowedTags.contains(tag)
                || tagsByGuest.contains { $0.value.contains(tag) && rights.maySee(guest: $0.key) }
        }
    }

    private static func counts(_ list: String?) -> [String: Int] {
        ProxmoxList.split(list ?? "").reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
