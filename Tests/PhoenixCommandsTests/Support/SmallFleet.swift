/// A fleet of two containers with one feature, small enough that a sync takes no time worth mentioning.
enum SmallFleet {
    static let files = [
        "phoenix.json": policy(),
        "guests/101-web.json": web(),
        "guests/102-store.json": """
        {
          "id": 102,
          "kind": "lxc",
          "name": "store",
          "memory_mb": 2048,
          "template": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
          "network_config": { "ip": "dhcp" }
        }

        """,
        "features/tools/feature.json": """
        { "description": "Tools that every guest has." }

        """,
        "features/tools/install.sh": "#!/bin/sh\nset -eu\necho tools\n",
        "features/tools/check.sh": "#!/bin/sh\nset -eu\ncommand -v tools\n",
    ]

    /// phoenix.json, with these members of `policy`.
    static func policy(_ members: String = "") -> String {
        """
        {
          "fleet": "lab",
          "defaults": {
            "lxc": {
              "node": "pve1",
              "cores": 1,
              "storage_pool": "local-lvm",
              "storage_size_gb": 8,
              "network_config": { "name": "eth0", "bridge": "vmbr0" }
            }
          },
          "policy": { \(members) }
        }

        """
    }

    /// guests/101-web.json.
    static func web(memory: String = "1024", features: String = "[\"tools\"]", isTemplate: Bool = false) -> String {
        """
        {
          "id": 101,
          "kind": "lxc",
          "name": "web",
          "memory_mb": \(memory),
          "template": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
          "network_config": { "ip": "dhcp" },
          "features": \(features),
          "is_template": \(isTemplate)
        }

        """
    }

    /// A scenario in which every installation of the feature fails.
    static let failingHost = """
        {
          "nodes": [{ "name": "pve1", "bridges": ["vmbr0"] }],
          "storages": [
            {
              "name": "local", "kind": "dir", "content": ["vztmpl"],
              "images": ["local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"]
            },
            { "name": "local-lvm", "kind": "lvmthin" }
          ],
          "scripts": [
            { "purpose": "install", "name": "tools", "exitCode": 7, "output": ["fetching", "no such mirror"] }
          ]
        }
        """
}
