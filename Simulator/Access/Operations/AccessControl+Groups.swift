/// Changes of groups, with Proxmox's refusals.
extension AccessControl {
    /// Adds an empty group.
    package mutating func addGroup(_ name: String, comment: String? = nil) throws(AccessFailure) {
        guard NameRule.isWord(name) else { throw .failed("group name '\(name)' contains invalid characters") }
        guard groups[name] == nil else {
            throw AccessFailure.failed("group '\(name)' already exists").during("create group failed")
        }
        groups[name] = AccessGroup()
        groups[name]?.comment = comment ?? ""
    }

    /// Changes the comment; nil leaves it as it is.
    package mutating func changeGroup(_ name: String, comment: String?) throws(AccessFailure) {
        do throws(AccessFailure) { try requireGroup(name) } catch { throw error.during("update group failed") }
        if let comment { groups[name]?.comment = comment }
    }

    /// Removes a group and what was given to it; its users stay.
    package mutating func removeGroup(_ name: String) throws(AccessFailure) {
        do throws(AccessFailure) { try requireGroup(name) } catch { throw error.during("delete group failed") }
        groups[name] = nil
        accessList.keep { $0.member != .group(name) }
    }

    /// Demands that a group exists.
    package func requireGroup(_ name: String) throws(AccessFailure) {
        guard groups[name] != nil else { throw .failed("group '\(name)' does not exist") }
    }
}
