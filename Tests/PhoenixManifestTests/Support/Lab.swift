/// A small valid fleet that tests break in one place: one container from an archive, and defaults for more.
let lab = Repository([
    "phoenix.json": """
    {
      "fleet": "lab",
      "defaults": {
        "lxc": {
          "storage_pool": "local-lvm",
          "storage_size_gb": 8,
          "network_config": { "bridge": "vmbr0", "gw": "192.168.9.1" }
        },
        "vm": {
          "storage_pool": "local-lvm",
          "disk_size_gb": 8,
          "network_config": { "bridge": "vmbr0" }
        }
      }
    }
    """
])

extension Repository {
    /// Adds `guests/ID.json`; the lines of `also` begin at line 5.
    func guest(_ id: Int, _ name: String? = nil, kind: String = "lxc", _ also: String...) -> Repository {
        let lines = ["\"id\": \(id)", "\"kind\": \"\(kind)\"", "\"name\": \"\(name ?? "guest-\(id)")\""] + also
        return with("guests/\(id).json", "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n")
    }

    /// A container made from an archive.
    func container(_ id: Int, _ also: String...) -> Repository {
        guest(id, list: ["\"template\": \"local:vztmpl/debian-12.tar.zst\""] + also)
    }

    /// A machine made from a cloud image.
    func machine(_ id: Int, _ also: String...) -> Repository {
        guest(id, kind: "vm", list: ["\"template_image\": \"local:import/noble.qcow2\""] + also)
    }

    /// A copy of another container.
    func copy(_ id: Int, of source: Int, _ also: String...) -> Repository {
        guest(id, list: ["\"clone_from\": \(source)"] + also)
    }

    private func guest(_ id: Int, kind: String = "lxc", list: [String]) -> Repository {
        let lines = ["\"id\": \(id)", "\"kind\": \"\(kind)\"", "\"name\": \"guest-\(id)\""] + list
        return with("guests/\(id).json", "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n")
    }

    /// Adds a feature with scripts; the lines of `also` begin at line 3.
    func feature(_ name: String, _ also: String...) -> Repository {
        let lines = ["\"description\": \"Has \(name).\""] + also
        return with("features/\(name)/feature.json", "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n")
            .with("features/\(name)/install.sh", "#!/bin/sh\nset -eu\necho \(name)\n")
            .with("features/\(name)/check.sh", "#!/bin/sh\ntrue\n")
    }

    /// Adds an application with its script; the lines of `also` begin at line 3.
    func application(_ name: String, _ also: String...) -> Repository {
        let lines = ["\"description\": \"Runs \(name).\""] + also
        return with("applications/\(name)/application.json", "{\n  " + lines.joined(separator: ",\n  ") + "\n}\n")
            .with("applications/\(name)/run.sh", "#!/bin/sh\necho \(name)\n")
    }

    /// Puts a policy in place of the defaults' beginning; its text stands on line 3.
    func policy(_ text: String) -> Repository { fleetKey("policy", text) }

    /// Adds images that can be downloaded, each `"local:…": {…}`; they begin at line 4.
    func images(_ images: String...) -> Repository {
        fleetKey("images", "{\n    \(images.joined(separator: ",\n    "))\n  }")
    }

    private func fleetKey(_ key: String, _ text: String) -> Repository {
        let fleet = files["phoenix.json"] ?? ""
        let lines = fleet.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        return with(
            "phoenix.json", (lines.prefix(2) + ["  \"\(key)\": \(text),"] + lines.dropFirst(2)).joined(separator: "\n"))
    }

    /// The central container file with these containers, each `"101": {…}`; they begin at line 3.
    func containerFile(_ containers: String..., root: String = "") -> Repository {
        with(
            "phoenix_lxc_configs.json",
            "{\(root)\n  \"lxc_configs\": {\n    \(containers.joined(separator: ",\n    "))\n  }\n}\n")
    }

    /// The central machine file with these machines; they begin at line 3.
    func machineFile(_ machines: String..., defaults: String = "{}") -> Repository {
        with(
            "phoenix_vm_configs.json",
            "{ \"vm_defaults\": \(defaults),\n  \"vms\": [\n    \(machines.joined(separator: ",\n    "))\n  ]\n}\n")
    }
}
