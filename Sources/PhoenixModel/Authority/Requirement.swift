/// Something that has to be allowed, or at hand, for a change to be made.
package enum Requirement: Hashable, Sendable {
    /// One of these privileges on a path; the first is the one to give to somebody who has none of them.
    case privilege([PrivilegeName], on: ObjectPath)
    /// What the API leaves to `root@pam`'s password, and the node's own shell can do: `pct set` (behaviour 7.4).
    case administrator(on: NodeName, for: String)
    /// What no API can do: only the node's own shell.
    case nodeShell(on: NodeName, for: String)

    package static func privilege(_ name: PrivilegeName, on path: ObjectPath) -> Requirement {
        .privilege([name], on: path)
    }
}

extension Requirement {
    /// Whether it is met.
    package func isMet(by permissions: Permissions) -> Bool {
        switch self {
        case .privilege(let names, let path):
            names.contains { name in
                permissions.holds(name, on: path) || permissions.holds(name, inAnotherZoneThan: path)
                    || name == .sysAccessNetwork && permissions.administersNodes
            }
        case .administrator(let node, _): permissions.caller == .root || permissions.shellNodes.contains(node)
        case .nodeShell(let node, _): permissions.shellNodes.contains(node)
        }
    }
}

extension Permissions {
    /// Whoever may change the whole cluster may fetch from the network too (API schema, `download-url`; behaviour 4.9).
    fileprivate var administersNodes: Bool { holds(.sysAudit, on: .root) && holds(.sysModify, on: .root) }

    /// A network of a software-defined zone is a bridge too, and which zone it belongs to is not seen on the nodes.
    fileprivate func holds(_ privilege: PrivilegeName, inAnotherZoneThan path: ObjectPath) -> Bool {
        guard let bridge = path.bridgePart else { return false }
        return granted.contains { place, told in
            told[privilege] != nil && place.text.hasPrefix(ObjectPath.zones) && place.text.hasSuffix("/\(bridge)")
        }
    }
}
