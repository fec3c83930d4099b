/// Privileges by path, as somebody is to be given them.
package typealias Grants = [ObjectPath: Set<PrivilegeName>]

extension [Requirement] {
    /// The fewest privileges that meet them all: what leaves a choice takes what is given anyway, or else its first.
    package var fewestGrants: Grants {
        var grants: Grants = [:]
        for case .privilege(let names, let path) in self where names.count == 1 {
            grants[path, default: []].formUnion(names)
        }
        for case .privilege(let names, let path) in self where names.count > 1 {
            guard let first = names.first, grants[path]?.isDisjoint(with: names) ?? true else { continue }
            grants[path, default: []].insert(first)
        }
        return grants
    }
}
