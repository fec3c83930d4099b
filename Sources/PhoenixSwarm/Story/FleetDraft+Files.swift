import PhoenixModel

extension FleetDraft {
    /// The files of a commit that wishes for this fleet.
    var files: [TreeFile] {
        var files = ["phoenix.json": fleetFile]
        for guest in guests { files["guests/\(guest.id)-\(guest.name).json"] = guest.file }
        for feature in Self.features { add(feature.name, needs: feature.needs, to: &files) }
        if let brokenFeature { add(brokenFeature, needs: [], to: &files) }
        files["applications/\(Self.application)/application.json"] = """
            {"description": "Serves.", "kinds": ["lxc", "vm"],
             "parameters": {"type": "object", "properties": {"token": {"type": "string"}}},
             "health_check": {"script": "health.sh", "retries": 2, "interval": 5}}
            """
        for script in ["run.sh", "health.sh"] {
            files["applications/\(Self.application)/\(script)"] = "#!/bin/sh\nexit 0\n"
        }
        spoil(&files)
        return files.map { TreeFile(path: $0.key, bytes: Array($0.value.utf8)) }
    }

    private func add(_ feature: String, needs: [String], to files: inout [String: String]) {
        let requires = needs.map { "\"\($0)\"" }.joined(separator: ", ")
        files["features/\(feature)/feature.json"] = """
            {"description": "Has \(feature).", "kinds": ["lxc", "vm"], "requires": [\(requires)], "timeout_seconds": 1800}
            """
        let revision = revisions[feature, default: 0]
        for script in ["install.sh", "check.sh", "remove.sh"] {
            files["features/\(feature)/\(script)"] = "#!/bin/sh\n# \(revision)\nexit 0\n"
        }
    }

    private var fleetFile: String {
        """
        {"fleet": "\(Self.name)", "policy": {"prune": "\(policy.prune.rawValue)",
         "max_removals": \(policy.maximumRemovals), "drift": "\(policy.drift.rawValue)",
         "on_failure": "\(policy.onFailure.rawValue)", "steps_per_node": \(policy.stepsPerNode),
         "restart_window": {"days": ["thursday"], "from": "02:00", "to": "05:00"}}}
        """
    }

    private func spoil(_ files: inout [String: String]) {
        switch nonsense {
        case .brokenText: files["phoenix.json"] = #"{"fleet": "swarm", "policy": {"#
        case .unknownSource:
            files["guests/990-lost.json"] = #"{"id": 990, "kind": "lxc", "name": "lost", "clone_from": 991}"#
        case .circle:
            files["guests/990-hen.json"] = #"{"id": 990, "kind": "lxc", "name": "hen", "clone_from": 991}"#
            files["guests/991-egg.json"] = #"{"id": 991, "kind": "lxc", "name": "egg", "clone_from": 990}"#
        case nil: return
        }
    }
}

extension GuestDraft {
    /// The guest's file in the repository.
    fileprivate var file: String {
        var fields = [
            #""id": \#(id)"#, #""kind": "\#(kind.rawValue)""#, #""name": "\#(name)""#, #""cores": \#(cores)"#,
            #""memory_mb": \#(memoryMebibytes)"#, #""storage_pool": "\#(storage)""#,
            #""restart": "\#(restart.rawValue)""#, #""protected": \#(isProtected)"#, #""adopt": \#(adopts)"#,
            #""replace": "\#(allowsReplacement ? "allow" : "never")""#, #""is_template": \#(isTemplate)"#,
            #""enable_lifecycle_snapshots": \#(takesSnapshots)"#, #""dependencies": \#(dependencies.map(\.number))"#,
            #""features": \#(features)"#,
        ]
        fields.append(sourceField)
        if let node { fields.append(#""node": "\#(node)""#) }
        fields += kind == .container ? containerFields : machineFields
        if hasApplication {
            fields.append(
                #""application": {"name": "\#(FleetDraft.application)", "parameters": {"token": {"secret": "login"}}}"#)
        }
        if hasHealthCheck {
            fields.append(#""health_check": {"command": "true", "retries": 2, "interval": 5}"#)
        }
        if hasFirewall {
            fields.append(
                #""firewall": {"enabled": true, "rules": [{"type": "in", "action": "ACCEPT", "proto": "tcp", "port": "22"}]}"#
            )
        }
        return "{\(fields.joined(separator: ", "))}"
    }

    private var sourceField: String {
        if let source { return #""clone_from": \#(source)"# }
        return kind == .container
            ? #""template": "\#(image ?? "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst")""#
            : #""template_image": "\#(image ?? "local:import/noble-server-cloudimg-amd64.qcow2")""#
    }

    private var containerFields: [String] {
        [
            #""storage_size_gb": \#(diskGibibytes)"#, #""unprivileged": \#(isUnprivileged)"#,
            #""network_config": {"name": "eth0", "bridge": "\#(bridge)", "ip": "dhcp"}"#,
        ]
    }

    private var machineFields: [String] {
        [
            #""disk_size_gb": \#(diskGibibytes)"#, #""user_config": {"username": "operator"}"#,
            #""network_config": {"bridge": "\#(bridge)", "ip": "dhcp"}"#,
        ]
    }
}
