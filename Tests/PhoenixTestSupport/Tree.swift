/// Repositories in the fleet's own format.
package enum Tree {
    /// One container, with or without a feature.
    package static func fleet(memory: Int, feature: String? = nil, policy: String = "continue") -> [String: String] {
        var files = [
            "phoenix.json": #"{"fleet": "lab", "policy": {"on_failure": "\#(policy)"}}"#,
            "guests/101.json": """
            {"id": 101, "kind": "lxc", "name": "web", "template": "\(debianImage)", "memory_mb": \(memory),
             "storage_pool": "local-lvm", "storage_size_gb": 8, "features": [\(feature.map { "\"\($0)\"" } ?? "")],
             "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "dhcp"}}
            """,
        ]
        if let feature {
            files["features/\(feature)/feature.json"] = #"{"description": "A feature.", "kinds": ["lxc"]}"#
            files["features/\(feature)/install.sh"] = "#!/bin/sh\nexit 0\n"
            files["features/\(feature)/check.sh"] = "#!/bin/sh\nexit 0\n"
        }
        return files
    }
}
