import PhoenixModel

/// What a change of settings asks of Proxmox: the parts go different ways.
struct ConfigOrder: Hashable, Sendable {
    /// Keys to set by `PUT …/config`, or with the guest's creation.
    var values: [String: String] = [:]
    /// Keys to take away by the same call.
    var deletions: Set<String> = []
    /// Keys whose waiting value is forgotten first, by a call of its own: a container's deletion leaves it waiting, so that it
    /// would come into force after the deletion, and one call cannot ask for both (`you can't use '-delete x' and '-revert x'
    /// at the same time`).
    var reverts: Set<String> = []
    /// Raw lines by key, empty to take them away. No version's API has them: the node's shell writes them into the file.
    var rawLines: [String: [String]] = [:]
    /// The firewall's file; a call of its own for switch and rules.
    var firewall: FirewallOrder?

    enum FirewallOrder: Hashable, Sendable {
        case set(FirewallRules)
        case remove
    }

    /// Whether there is nothing to do.
    var isEmpty: Bool { !changesConfig && reverts.isEmpty && rawLines.isEmpty && firewall == nil }

    /// Whether it makes disks, which may take long.
    var makesDisks: Bool {
        values.contains { key, value in key.hasPrefix("scsi") && !value.contains("size=") }
    }

    /// Whether the API leaves it to root's own password (behaviour 7.4): devices, directories of the node, and what a container
    /// may do beyond nesting, or at all if it is privileged; also when it is taken away.
    ///
    /// - Parameter config: what the container's configuration says so far.
    func needsRoot(over config: GuestConfig) -> Bool {
        let keys = deletions.union(values.keys)
        let features = [values["features"], config.inForce["features"], config.next["features"]]
        let isBeyondNesting =
            !config.inForce.isOn("unprivileged")
            || features.contains { Properties($0 ?? "").keys.contains { $0 != "nesting" } }
        return keys.contains { $0.hasPrefix("dev") || $0 == "features" && isBeyondNesting }
            || values.contains { key, value in
                key.hasPrefix("mp") && Properties(value, defaultKey: "volume")["volume"]?.hasPrefix("/") == true
            }
    }

    /// Whether the configuration's own call has anything to say; Proxmox refuses an empty one (`no options specified`).
    var changesConfig: Bool { !values.isEmpty || !deletions.isEmpty }

    /// The configuration's own call, in an order that does not depend on chance.
    ///
    /// - Parameter digest: of the configuration that was looked at; another one by then is refused.
    func form(digest: String?) -> ProxmoxForm {
        var form = ProxmoxForm()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { form.add(key, value) }
        if !deletions.isEmpty { form.add("delete", deletions.sorted().joined(separator: ",")) }
        form.add("digest", digest)
        return form
    }

    /// The call that goes before it, after which the digest is another one; nil if nothing has to be forgotten.
    func revertForm(digest: String?) -> ProxmoxForm? {
        guard !reverts.isEmpty else { return nil }
        var form: ProxmoxForm = ["revert": reverts.sorted().joined(separator: ",")]
        form.add("digest", digest)
        return form
    }
}
